import sharp from "sharp";
import { expect, test } from "vitest";
import type { Raster } from "../../../src/engine/raster.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const photo = createSyntheticHead(models.mesh, identities.ada).render().picture;

const skin = "#ffd9b8";
const ink = "#331111";

function drawnEye(x: number): string {
  const ball = `<ellipse cx="${x}" cy="160" rx="22" ry="15" fill="#fff" stroke="${ink}" stroke-width="4"/>`;
  const iris = `<circle cx="${x}" cy="160" r="11" fill="#263"/><circle cx="${x}" cy="160" r="5"/>`;
  const brow = `<path d="M${x - 22} 134 q22 -14 44 0" stroke="${ink}" stroke-width="5" fill="none"/>`;
  return ball + iris + brow;
}

/** A face of flat colours within black outlines. */
async function cartoon(): Promise<Raster> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="360" height="360">
    <rect width="360" height="360" fill="#8ac"/>
    <ellipse cx="180" cy="150" rx="115" ry="130" fill="#532"/>
    <ellipse cx="180" cy="185" rx="92" ry="118" fill="${skin}" stroke="${ink}" stroke-width="4"/>
    ${drawnEye(140)}${drawnEye(220)}
    <path d="M178 170 q-16 40 4 40 q10 0 14 -6" fill="none" stroke="${ink}" stroke-width="4"/>
    <path d="M145 245 q35 22 70 0 q-35 -8 -70 0" fill="#c55" stroke="${ink}" stroke-width="3"/>
  </svg>`;
  const drawn = sharp(Buffer.from(svg)).ensureAlpha().raw();
  const { data, info } = await drawn.toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data: new Uint8Array(data) };
}

/** Pixels of a rectangle that are as dark as ink. */
function inked(picture: Raster, x: number, y: number, width: number, height: number): number {
  let count = 0;
  for (let row = y; row < y + height; row++) {
    for (let column = x; column < x + width; column++) {
      if (picture.data[(row * picture.width + column) * 4] < 90) count++;
    }
  }
  return count;
}

test("a drawn face is swapped: its lines are painted over, its outline and its skin stay", async () => {
  const target = await cartoon();
  const result = await swapStill({ target, photo, models });
  const bridge = [165, 172, 30, 20] as const;
  expect(inked(target, ...bridge)).toBeGreaterThan(50);
  expect(inked(result, ...bridge)).toBe(0);
  const outline = [80, 60, 200, 20] as const;
  expect(inked(result, ...outline)).toBe(inked(target, ...outline));
  const cheek = (220 * target.width + 125) * 4;
  for (const channel of [0, 1, 2]) {
    const change = result.data[cheek + channel] - target.data[cheek + channel];
    expect(Math.abs(change)).toBeLessThan(30);
  }
});
