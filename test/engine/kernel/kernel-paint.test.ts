import * as fc from "fast-check";
import { expect, test } from "vitest";
import { NOTHING } from "../../../src/engine/gif/colour-table.ts";
import { REPLACE, RESTORE } from "../../../src/engine/gif/edit-plan.ts";
import { colourDistance, createNearestColour } from "../../../src/engine/gif/nearest-colour.ts";
import { createPlainPixelPainter } from "../../../src/engine/gif/paint-pixels.ts";
import { createKernelPaint } from "../../../src/engine/kernel/kernel-paint.ts";
import { createRandom } from "../../support/noise.ts";

const opaque = 0xff00_0000;

test("pixels are painted as by the twin, whatever the colours, dithered or not", () => {
  const ours = createKernelPaint();
  if (ours === undefined) throw new Error("There is no kernel.");
  const twin = createPlainPixelPainter();
  fc.assert(
    fc.property(
      fc.record({
        count: fc.integer({ min: 1, max: 256 }),
        /** Of the colours' range: few steps make many that are equally near. */
        steps: fc.constantFrom(3, 20, 255),
        width: fc.integer({ min: 1, max: 300 }),
        height: fc.integer({ min: 1, max: 120 }),
        margin: fc.nat(3),
        transparent: fc.option(fc.nat(255), { nil: undefined }),
        dithers: fc.boolean(),
        seed: fc.nat(1 << 20),
      }),
      ({ count, steps, width, height, margin, transparent, dithers, seed }) => {
        const random = createRandom(seed);
        const whole = (below: number) => Math.floor(random() * below);
        const channel = () => Math.round((whole(steps + 1) * 255) / steps);
        const colour = () =>
          ((whole(20) > 0 ? opaque : 0) | (channel() << 16) | (channel() << 8) | channel()) >>> 0;
        const stride = width + 2 * margin;
        const area = { x: margin, y: margin, width, height };
        const canvas = stride * (height + 2 * margin);
        const colours = Uint32Array.from({ length: 256 }, () => (colour() | opaque) >>> 0);
        const slots = Uint8Array.from({ length: 256 }, (_, slot) => slot);
        slots.sort(() => random() - 0.5);
        const pixels = (length: number) => Uint32Array.from({ length }, colour);
        const wanted = pixels(canvas).map((pixel) => (pixel | opaque) >>> 0);
        // Some have their very colour in the table, and some are on the screen already.
        for (let at = 0; at < canvas; at += 3) wanted[at] = colours[slots[whole(count)]];
        const shown = pixels(canvas);
        for (let at = 1; at < canvas; at += 3) shown[at] = wanted[at];
        const drawnSlots = Uint8Array.from({ length: canvas }, () => whole(256));
        for (let at = 0; at < canvas; at += 4) shown[at] = colours[drawnSlots[at]];
        const kinds = [REPLACE, RESTORE, NOTHING];
        const drawn = Uint16Array.from({ length: width * height }, () =>
          random() < 0.7 ? kinds[whole(3)] : whole(256),
        );
        const slotOf = Uint16Array.from({ length: 256 }, () => whole(256));
        const canvases = { area, stride, wanted, shown, drawnSlots };
        const table = { colours, slots, count, slotOf, transparent };
        const painting = { ...canvases, ...table, drawn, dithers };
        const [a, b] = [ours, twin].map((paint) => {
          const indexes = new Uint8Array(width * height);
          const alternatives = new Uint16Array(width * height);
          const found = paint({ ...painting, indexes, alternatives });
          return { found, indexes, alternatives };
        });
        expect(a.found).toEqual(b.found);
        expect(Buffer.compare(a.indexes, b.indexes)).toBe(0);
        expect(a.alternatives).toEqual(b.alternatives);
      },
    ),
    { numRuns: 60 },
  );
});

test("the nearest colour is the nearest, the first of equal ones, and the other one the next", () => {
  const random = createRandom(5);
  const channel = () => Math.floor(random() * 12) * 20;
  const nearest = createNearestColour();
  for (const count of [1, 2, 30, 256]) {
    const rgba = Uint8Array.from({ length: 1024 }, channel);
    const slots = Uint8Array.from({ length: 256 }, (_, place) => 255 - place);
    nearest.load(rgba, slots, count);
    for (let round = 0; round < 300; round++) {
      const [r, g, b] = [channel(), channel(), channel()];
      const ranked = Array.from(slots.subarray(0, count), (slot, place) => {
        const [sr, sg, sb] = rgba.subarray(slot * 4);
        return { slot, place, distance: colourDistance(r, g, b, sr, sg, sb) };
      }).toSorted((x, y) => x.distance - y.distance || x.place - y.place);
      expect(nearest.find(r, g, b)).toBe(ranked[0].slot);
      const limit = ranked[0].distance + 3000;
      const other = ranked.length > 1 && ranked[1].distance < limit ? ranked[1].slot : 256;
      expect(nearest.findOther(r, g, b, ranked[0].slot, limit)).toBe(other);
    }
  }
});
