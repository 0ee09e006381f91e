import type { Glasses } from "./find-glasses.ts";
import { forEachRimPoint, rimPoints } from "./fit-rims.ts";
import { clamp, smoothstep } from "./smoothstep.ts";

/** Glasses slip and landmarks err: the rims are looked for so far around their usual place, in centimetres. */
const slip = { across: 0.5, down: 0.375 };
/** … in steps of this size; lines are compared with what lies two steps from their middle. */
const step = 0.125;
const reach = 5;
const places = 2 * reach + 1;
/** No part of a rim counts more than this, however clear it is. */
const mostContrast = 0.3;
/**
 * Share of the usual contrast with which glasses are still there: bare faces measure up to 0.3 of what clear black lines
 * would, and glasses from 0.73 on. Below the first figure they have been taken off.
 */
const seen = { hardly: 0.3, surely: 0.55 };

/** Where glasses are against their usual place, in centimetres, and how surely they are there at all, 0…1. */
export interface LocatedGlasses {
  readonly x: number;
  readonly y: number;
  readonly shown: number;
}

/** Finds glasses that are known in a single frame. */
export function createGlassesLocator({ rims, contrasts }: Pick<Glasses, "rims" | "contrasts">) {
  const weights = contrasts.map((value) => clamp(value, -mostContrast, mostContrast));
  const usual = weights.reduce((sum, weight) => sum + weight * weight, 0);
  const normals: number[] = [];
  forEachRimPoint(rims, (_x, _y, nx, ny) => normals.push(nx, ny));
  const lines = new Float32Array(2 * rimPoints * places);
  const values = new Float32Array(places + 4);

  /** @param read logarithm of the brightness at a place of the sheet, in centimetres */
  return function locate(read: (x: number, y: number) => number): LocatedGlasses {
    let at = 0;
    forEachRimPoint(rims, (x, y, nx, ny) => {
      for (let i = 0; i < values.length; i++) {
        const away = (i - reach - 2) * step;
        values[i] = read(x + nx * away, y + ny * away);
      }
      for (let i = 0; i < places; i++) {
        lines[at++] = values[i + 2] - (values[i] + values[i + 4]) / 2;
      }
    });
    let best = { x: 0, y: 0, match: -Infinity };
    for (let x = -slip.across; x <= slip.across; x += step) {
      for (let y = -slip.down; y <= slip.down; y += step) {
        let match = 0;
        for (let i = 0; i < weights.length; i++) {
          const away = Math.round((normals[i * 2] * x + normals[i * 2 + 1] * y) / step);
          const line = lines[i * places + clamp(away, -reach, reach) + reach];
          match += weights[i] * clamp(line, -mostContrast, mostContrast);
        }
        if (match > best.match) best = { x, y, match };
      }
    }
    const shown = smoothstep(seen.hardly, seen.surely, best.match / usual);
    return { x: best.x, y: best.y, shown };
  };
}
