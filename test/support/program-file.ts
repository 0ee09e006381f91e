import { join } from "node:path";
import { programAt } from "./compiled-programs.ts";

/** Stands in for `src/workers/program-file.ts` in the tests' own processes, so that their pools start compiled programs, too. */
export const programFile = (name: string) =>
  programAt(join(import.meta.dirname, `../../src/workers/${name}.ts`));
