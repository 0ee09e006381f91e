import { expect, test } from "vitest";
import { blankRaster } from "../../../src/engine/raster.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { blendStride, createBlendPacker } from "../../../src/engine/swap/blend-field.ts";
import { closedness } from "../../../src/engine/swap/eyes.ts";
import { part } from "../../../src/engine/swap/rasterise.ts";
import type { MeshRaster } from "../../../src/engine/swap/rasterise.ts";
import { highlightScale, shade } from "../../../src/engine/swap/shade.ts";

const fieldSize = 4;

/** Four pixels of the mesh at x = 1…4 of a frame of 6 × 1, all showing the middle of the face. */
function fourPixels(parts: readonly number[]): MeshRaster {
  const values = new Float32Array(16).fill(0.5);
  for (let i = 0; i < 4; i++) values[8 + i] = i + 1.5;
  return { x: 1, y: 0, width: 4, height: 1, parts: Uint8Array.from(parts), values, plane: 4 };
}

function greyFrame(level: number): Raster {
  const raster = blankRaster(6, 1);
  for (let i = 0; i < 6; i++) raster.data.set([level, level, level, 255], i * 4);
  return raster;
}

function draw({
  parts = [1, 1, 1, 1],
  alpha = 1,
  light = 100,
  detail = 0,
  frame = greyFrame(50),
}: {
  parts?: readonly number[];
  alpha?: number;
  light?: number;
  detail?: number;
  frame?: Raster;
}) {
  const cells = fieldSize * fieldSize;
  const field = new Int16Array(cells * blendStride);
  const half = new Float32Array((cells / 4) * 3).fill(light);
  const maps = { alpha: new Float32Array(cells).fill(alpha), own: new Float32Array(cells) };
  createBlendPacker(half, fieldSize, { colour: 1, contrast: 1 })(
    { ...maps, targetLight: half },
    field,
  );
  return shade({
    frame,
    mesh: fourPixels(parts),
    inside: new Float32Array(4).fill(1),
    texture: { size: 4, data: new Float32Array(48).fill(detail), opening: new Float32Array(16) },
    field,
    fieldSize,
    irises: [],
    opacity: 1,
  });
}

test("a pixel becomes the target's light plus the photo's detail, and only drawn pixels change", () => {
  const edit = draw({ parts: [part.skin, part.none, part.skin, part.none], detail: 20 });
  expect(edit).toMatchObject({ x: 1, y: 0 });
  expect(Array.from(edit?.patch.data ?? [])).toEqual([
    120, 120, 120, 255, 0, 0, 0, 0, 120, 120, 120, 255, 0, 0, 0, 0,
  ]);
});

test("a face that changes no byte is no edit", () => {
  expect(draw({ alpha: 0.003 })).toBeUndefined();
  expect(draw({ light: 50 })).toBeUndefined();
});

test("transparent pixels of the frame stay so", () => {
  const frame = greyFrame(50);
  frame.data[2 * 4 + 3] = 0;
  const edit = draw({ frame });
  const alphas = Array.from({ length: 4 }, (_, i) => edit?.patch.data[i * 4 + 3]);
  expect(alphas).toEqual([255, 0, 255, 255]);
});

test("the mouth's opening shows the target's own picture", () => {
  const { mouth } = part;
  const frame = greyFrame(30);
  const mesh4 = fourPixels([mouth, mouth, mouth, mouth]);
  mesh4.values.fill(0.69, 4, 8);
  const cells = fieldSize * fieldSize;
  const field = new Int16Array(cells * blendStride);
  const half = new Float32Array((cells / 4) * 3).fill(200);
  const maps = { alpha: new Float32Array(cells).fill(1), own: new Float32Array(cells) };
  createBlendPacker(half, fieldSize, { colour: 1, contrast: 1 })(
    { ...maps, targetLight: half },
    field,
  );
  const edit = shade({
    frame,
    mesh: mesh4,
    inside: new Float32Array(4).fill(1),
    texture: { size: 4, data: new Float32Array(48), opening: new Float32Array(16) },
    field,
    fieldSize,
    irises: [],
    opacity: 1,
  });
  // One row of mouth makes a third of each pixel's neighbourhood, two at the ends.
  expect(edit?.patch.data[4]).toBe(Math.floor(200 + (30 - 200) / 3 + 0.5));
});

test("highlights are compressed below 255 by one factor for all channels", () => {
  expect(highlightScale(200)).toBe(1);
  for (const level of [226, 260, 400, 900]) {
    const compressed = level * highlightScale(level);
    expect(compressed).toBeLessThan(255.001);
    expect(compressed).toBeGreaterThan(225);
  }
  expect(300 * highlightScale(300)).toBeGreaterThan(260 * highlightScale(260));
});

test("an eye counts as open near its usual opening and as closed before the lids meet", () => {
  expect(closedness(0.3, 0.3)).toBe(0);
  expect(closedness(0.06, 0.3)).toBe(1);
  expect(closedness(0.13, 0.3)).toBeGreaterThan(0.3);
});
