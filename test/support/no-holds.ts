import { expect } from "vitest";

/** No holds at all: `toMatchObject` takes `{}` for "any object". */
export const noHolds: unknown = expect.toSatisfy(
  (holds: unknown) =>
    typeof holds === "object" && holds !== null && Object.keys(holds).length === 0,
);
