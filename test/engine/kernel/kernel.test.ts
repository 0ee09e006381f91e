import { expect, test } from "vitest";
import { NOTHING } from "../../../src/engine/gif/colour-table.ts";
import { drawIndexes } from "../../../src/engine/gif/composite.ts";
import { narrow, widen } from "../../../src/engine/gif/decoded-frames.ts";
import { intersection } from "../../../src/engine/gif/rect.ts";
import { kernelBinary } from "../../../src/engine/kernel/kernel-binary.ts";
import { createKernelFrames } from "../../../src/engine/kernel/kernel-frames.ts";
import { blendParts, blendStride } from "../../../src/engine/swap/blend-field.ts";
import { boxBlur, plainBoxBlur } from "../../../src/engine/swap/box-blur.ts";
import { createPlainRasteriser, createRasteriser } from "../../../src/engine/swap/rasterise.ts";
import type { MeshRaster } from "../../../src/engine/swap/rasterise.ts";
import { shade } from "../../../src/engine/swap/shade.ts";
import { createEdgeSoftener } from "../../../src/engine/swap/soft-edges.ts";
import { compileKernel } from "../../support/compile-kernel.ts";
import { faceModels } from "../../support/face-models.ts";
import { largestDifference } from "../../support/largest-difference.ts";
import { createRandom, noisyPicture } from "../../support/noise.ts";

const { mesh } = await faceModels();

/** The canonical head, turned, over the middle of a picture of 240 × 200. */
function head(turn: number, size: number): Float32Array {
  const points = new Float32Array(478 * 3);
  for (let at = 0; at < mesh.positions.length; at += 3) {
    const [x, y, z] = mesh.positions.subarray(at, at + 3);
    points[at] = 120 + size * (x * Math.cos(turn) + z * Math.sin(turn));
    points[at + 1] = 100 - size * y;
    points[at + 2] = size * (x * Math.sin(turn) - z * Math.cos(turn));
  }
  return points;
}

/** Whichever of two triangles a pixel on their common edge belongs to, it looks the same. */
const mostOnEdges = 0.001;

test("the kernel in the repository is what its source compiles to", async () => {
  expect(Buffer.from(await compileKernel()).toString("base64")).toBe(kernelBinary);
}, 60_000);

test("a mesh is drawn the same but for pixels on the edges of triangles, small, large and beyond the frame", () => {
  const draw = createRasteriser(mesh);
  const twin = createPlainRasteriser(mesh);
  for (const [turn, size] of [
    [0, 8],
    [0.6, 12],
    [-0.9, 3],
    [0.3, 25],
    [0, 6],
  ]) {
    const points = head(turn, size);
    const target = points.map((value) => value + 1.5);
    const frame = { width: 240, height: 200 };
    const ours = draw(points, target, frame);
    const theirs = twin(points, target, frame);
    if (ours === undefined || theirs === undefined) throw new Error("Nothing was drawn.");
    const rest = { parts: 0, values: 0, plane: 0, kernel: 0 };
    expect({ ...ours, ...rest }).toEqual({ ...theirs, ...rest });
    let others = 0;
    let largest = 0;
    ours.parts.forEach((kind, i) => {
      if (kind !== theirs.parts[i]) others++;
      else if (kind !== 0) {
        for (const plane of [0, 1]) {
          const [a, b] = [ours, theirs].map((drawing) => drawing.values[plane * drawing.plane + i]);
          largest = Math.max(largest, Math.abs(a - b));
        }
      }
    });
    expect(others / ours.parts.length).toBeLessThan(mostOnEdges);
    expect(largest).toBeLessThan(1e-3);

    const soft = createEdgeSoftener()(ours, 3);
    const plain: MeshRaster = { ...ours, parts: ours.parts.slice() };
    const softTwin = createEdgeSoftener()(withoutKernel(plain), 3);
    expect(largestDifference(soft, softTwin.subarray(0, ours.parts.length))).toBeLessThan(1e-4);
  }
});

test("every pixel that is shaded is the same to one level, and no other is touched", () => {
  const draw = createRasteriser(mesh);
  const random = createRandom();
  const fieldSize = 96;
  const field = new Int16Array(fieldSize ** 2 * blendStride);
  const { gain, alpha: whole, light: level } = blendParts;
  for (let cell = 0; cell < fieldSize ** 2; cell++) {
    const alpha = Math.max(0, Math.min(1, 1.5 * random() - 0.2));
    const own = random() < 0.3 ? random() : 0;
    const light = 20 + 240 * random();
    const gains = [gain * (0.3 + random()), gain, gain * (0.5 + random())];
    const lights = [level * light, level * light, level * (light - 15)];
    field.set([...gains, whole * alpha, ...lights, whole * own], cell * blendStride);
  }
  const texture = {
    size: 128,
    data: Float32Array.from({ length: 128 * 128 * 3 }, () => 60 * random() - 30),
    opening: new Float32Array(128 * 128),
  };
  for (const [turn, size, opacity] of [
    [0, 8, 1],
    [0.5, 11, 0.7],
    [0.2, 24, 1],
  ]) {
    const frame = noisyPicture(240, 200, 0.05);
    const points = head(turn, size);
    const drawn = draw(points, points, frame);
    if (drawn === undefined) throw new Error("Nothing was drawn.");
    const inside = createEdgeSoftener()(drawn, 3).slice();
    const plain = withoutKernel({
      ...drawn,
      parts: drawn.parts.slice(),
      values: drawn.values.slice(),
    });
    const iris = {
      ellipse: { x: -99, y: -99, xx: 1, xy: 0, yx: 0, yy: 1, radius: 3 },
      sprite: { size: 4, data: new Float32Array(0) },
      blur: 0,
    };
    const common = { frame, inside, texture, field, fieldSize, irises: [iris, iris], opacity };
    const ours = shade({ ...common, mesh: drawn })?.patch.data ?? [];
    const theirs = shade({ ...common, mesh: plain })?.patch.data ?? [];
    let untouched = 0;
    let largest = 0;
    let lonely = 0;
    for (let at = 0; at < theirs.length; at += 4) {
      const [a, b] = [ours, theirs].map((data) => Array.from(data.slice(at, at + 4)));
      if (a[3] === 0 && b[3] === 0) untouched++;
      // A change of one level may be one of none.
      else if (a[3] !== b[3]) lonely++;
      else largest = Math.max(largest, largestDifference(a, b));
    }
    expect(ours.length).toBeGreaterThan(4000);
    expect(untouched).toBeGreaterThan(0);
    expect(largest).toBeLessThanOrEqual(1);
    expect(lonely / (theirs.length / 4)).toBeLessThan(0.001);
  }
});

test("a field is blurred as by the twin, whatever its shape; without weight nothing comes out of it", () => {
  const random = createRandom();
  for (const [width, height, channels, radius, passes] of [
    [96, 96, 1, 1, 4],
    [48, 48, 4, 5, 3],
    [48, 48, 2, 9, 2],
    [7, 5, 1, 3, 2],
    [3, 9, 4, 12, 1],
    [300, 300, 1, 2, 1],
    [5, 5, 3, 1, 1],
  ]) {
    const shape = { width, height, channels };
    const field = Float32Array.from({ length: width * height * channels }, () =>
      random() < 0.5 ? 0 : 255 * random(),
    );
    const twin = field.slice();
    boxBlur(field, shape, radius, passes);
    plainBoxBlur(twin, shape, radius, passes);
    expect(largestDifference(field, twin)).toBeLessThan(1e-4);
  }
  const far = new Float32Array(40 * 40 * 4);
  far.fill(200, 0, 4);
  boxBlur(far, { width: 40, height: 40, channels: 4 }, 2, 3);
  expect(far.subarray(20 * 40 * 4).every((value) => Math.abs(value) < 1e-9)).toBe(true);
});

test("indexes become bytes and bytes indexes as by the twins, with and without transparency", () => {
  const frames = createKernelFrames();
  if (frames === undefined) throw new Error("This machine runs no kernel.");
  const random = createRandom();
  for (const [count, transparent, holes] of [
    [1, 3, 1],
    [37, 255, 0.3],
    [40_000, 0, 0.5],
    [70_001, undefined, 0],
    [70_001, undefined, 0.001],
  ] as const) {
    const indexes = Uint16Array.from({ length: count }, () => {
      const index = Math.floor(256 * random());
      return random() < holes || index === transparent ? NOTHING : index;
    });
    const [bytes, twinBytes] = [new Uint8Array(count), new Uint8Array(count)];
    expect(frames.narrow(indexes, transparent, bytes)).toBe(
      narrow(indexes, transparent, twinBytes),
    );
    expect(bytes).toEqual(twinBytes);
    const [wide, twinWide] = [new Uint16Array(count), new Uint16Array(count)];
    frames.widen(bytes, transparent, NOTHING, wide);
    widen(bytes, transparent, NOTHING, twinWide);
    expect(wide).toEqual(twinWide);
    expect(wide).toEqual(transparent === undefined ? twinWide : indexes);
  }
});

test("a frame is drawn over a canvas as by the twin, also one that reaches beyond it", () => {
  const frames = createKernelFrames();
  if (frames === undefined) throw new Error("This machine runs no kernel.");
  const random = createRandom();
  const colours = Uint32Array.from({ length: 256 }, () => 2 ** 32 * random());
  const screen = { x: 0, y: 0, width: 400, height: 300 };
  for (const place of [
    { x: 0, y: 0, width: 400, height: 300 },
    { x: 13, y: 7, width: 101, height: 50 },
    { x: 350, y: 290, width: 100, height: 40 },
    { x: 500, y: 0, width: 10, height: 10 },
  ]) {
    const indexes = Uint16Array.from({ length: place.width * place.height }, () =>
      random() < 0.3 ? NOTHING : Math.floor(256 * random()),
    );
    const pixels = Uint32Array.from({ length: 400 * 300 }, () => 2 ** 32 * random());
    const twin = pixels.slice();
    const drawing = {
      indexes,
      ...place,
      visible: intersection(place, screen),
      colours,
      stride: 400,
    };
    expect(frames.draw({ ...drawing, pixels })).toBe(true);
    drawIndexes({ ...drawing, pixels: twin });
    expect(pixels).toEqual(twin);
  }
});

function withoutKernel({ x, y, width, height, parts, values, plane }: MeshRaster): MeshRaster {
  return { x, y, width, height, parts, values, plane };
}
