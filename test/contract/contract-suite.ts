import { describe, expect, test } from "vitest";
import { accessCases } from "./cases/access-cases.ts";
import { accountCases } from "./cases/account-cases.ts";
import { clientCases } from "./cases/client-cases.ts";
import { detectCases } from "./cases/detect-cases.ts";
import { inputCases } from "./cases/input-cases.ts";
import { taskCases } from "./cases/task-cases.ts";
import type { ContractCase, ContractSubject, Stage } from "./subject.ts";

export const contractCases: readonly ContractCase[] = [
  ...accessCases,
  ...inputCases,
  ...taskCases,
  ...detectCases,
  ...accountCases,
  ...clientCases,
];

/** For an API that is as it is: whatever a case would set is left alone. */
const asItIs: Pick<Stage, "setFaces"> = { setFaces: () => {} };

/**
 * The same cases for every API that claims to keep the contract.
 * @param may what may be asked of it: an API that costs money is only asked what is free unless told otherwise
 */
export function contractSuite(
  name: string,
  open: () => Promise<ContractSubject>,
  may: ReadonlySet<ContractCase["needs"]>,
): void {
  describe(`${name} keeps the contract:`, () => {
    test.for(contractCases)("$title", async ({ needs, run }, { skip }) => {
      skip(!may.has(needs), "costs money there, or needs an API of ours");
      expect.hasAssertions();
      const subject = await open();
      await run(subject, (subject.stage ?? asItIs) as Stage);
    });
  });
}
