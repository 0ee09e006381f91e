import { createReadiness } from "../../src/http/readiness.ts";
import type { Readiness } from "../../src/http/readiness.ts";
import type { StartedMachine } from "./job-world.ts";

/** What `/readyz` looks at, for the store of this machine. */
export function storeReadiness({ store }: StartedMachine): Readiness {
  return createReadiness({
    async store() {
      await store.check();
      return true;
    },
  });
}
