import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createPlainCodeChooser, NO_ALTERNATIVE } from "../../../src/engine/gif/choose-codes.ts";
import { createKernelCodes } from "../../../src/engine/kernel/kernel-codes.ts";

const bytesOf = ({ buffer }: Uint16Array) => new Uint8Array(buffer);

test("codes are chosen as by the twin, for pictures of any size one after the other", () => {
  const ours = createKernelCodes();
  if (ours === undefined) throw new Error("There is no kernel.");
  const twin = createPlainCodeChooser();
  fc.assert(
    fc.property(
      fc.integer({ min: 2, max: 8 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 8 }),
      fc.nat(1 << 20),
      fc.nat(60_000),
      (codeSize, run, openShare, seed, count) => {
        let state = seed;
        const next = () => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0) >>> 16;
        const indexes = new Uint8Array(count);
        const alternatives = new Uint16Array(count).fill(NO_ALTERNATIVE);
        for (let i = 0; i < count; i++) {
          if (i % run === 0) next();
          indexes[i] = (state >>> 16) & ((1 << codeSize) - 1);
          if ((next() & 7) < openShare) alternatives[i] = next() & ((1 << codeSize) - 1);
        }
        const [a, b] = [ours, twin].map((choose) => {
          const chosen = indexes.slice();
          const { codes, length } = choose(chosen, alternatives, count, codeSize);
          return { chosen, codes: codes.slice(0, length) };
        });
        expect(Buffer.compare(a.chosen, b.chosen)).toBe(0);
        expect(Buffer.compare(bytesOf(a.codes), bytesOf(b.codes))).toBe(0);
      },
    ),
    { numRuns: 40 },
  );
});
