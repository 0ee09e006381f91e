import { expect, test } from "vitest";
import { topology } from "../../../src/engine/face/topology.ts";
import type { CanonicalMesh } from "../../../src/engine/face/face-models.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import { blankRaster } from "../../../src/engine/raster.ts";
import { createFacingMap } from "../../../src/engine/swap/facing.ts";
import { createRasteriser, part } from "../../../src/engine/swap/rasterise.ts";
import { sampleUv } from "../../../src/engine/swap/sample-uv.ts";
import { applyShape, transferShape } from "../../../src/engine/swap/shape-transfer.ts";
import { createUvGrid, mirrored } from "../../../src/engine/swap/uv-grid.ts";
import { createUvRegions } from "../../../src/engine/swap/uv-regions.ts";
import { faceModels } from "../../support/face-models.ts";

const { mesh } = await faceModels();
/** The canonical face in picture axes: y down, z away from the camera. */
const frontal = mesh.positions.map((value, i) => (i % 3 === 0 ? value : -value));
const upright = {
  scale: 10,
  rotation: Float64Array.of(1, 0, 0, 0, 1, 0, 0, 0, 1),
  translation: new Float64Array(3),
  yaw: 0,
  pitch: 0,
  roll: 0,
};

/** Points in a picture of 200 × 200 pixels. */
function placed(shape: Float32Array): Float32Array {
  return shape.map((value, i) => value * 10 + (i % 3 === 2 ? 0 : 100));
}

test("every cell of the grid is covered by one triangle, and the unrolled face is symmetric", () => {
  const grid = createUvGrid(mesh, 64);
  const covered = new Set(grid.cells);
  expect(covered.size).toBe(grid.cells.length);
  expect(grid.cells.length).toBeGreaterThan(64 * 64 * 0.6);
  const odd = grid.cells.filter((cell) => !covered.has(mirrored(cell, 64)));
  expect(odd.length).toBeLessThan(grid.cells.length * 0.01);
  for (let i = 0; i < grid.weights.length; i += 3) {
    expect(grid.weights[i] + grid.weights[i + 1] + grid.weights[i + 2]).toBeCloseTo(1, 5);
  }
});

test("sampling a picture of coordinates gives each cell its own place", () => {
  const picture = blankRaster(200, 200);
  for (let i = 0; i < 200 * 200; i++) {
    picture.data.set([i % 200, Math.floor(i / 200), 7, 255], i * 4);
  }
  const grid = createUvGrid(mesh, 48);
  const landmarks = placed(frontal);
  const colours = new Float32Array(48 * 48 * 3);
  sampleUv(grid, createPyramid(picture).level(0), landmarks, colours);
  for (let i = 0; i < grid.cells.length; i++) {
    const at = (axis: number) =>
      [0, 1, 2].reduce(
        (sum, k) => sum + landmarks[grid.corners[i * 3 + k] * 3 + axis] * grid.weights[i * 3 + k],
        0,
      );
    // A pixel's value is the place of its left upper corner, half a pixel before its centre.
    expect(colours[grid.cells[i] * 3]).toBeCloseTo(at(0) - 0.5, 2);
    expect(colours[grid.cells[i] * 3 + 1]).toBeCloseTo(at(1) - 0.5, 2);
  }
});

test("eyes, brows and lips are no skin, cheeks are, and the regions keep to the face", () => {
  const grid = createUvGrid(mesh, 96);
  const regions = createUvRegions(mesh, grid);
  const cellOf = (point: number) =>
    Math.floor(mesh.uv[point * 2 + 1] * 96) * 96 + Math.floor(mesh.uv[point * 2] * 96);
  const [upperLip, rightBrow, leftBrow] = [0, 105, 334];
  for (const point of [upperLip, rightBrow, leftBrow, 159, 386]) {
    expect(regions.skin[cellOf(point)]).toBe(0);
    expect(regions.features[cellOf(point)]).toBe(1);
  }
  for (const point of [50, 280]) expect(regions.cheeks[cellOf(point)]).toBe(1);
  expect(regions.edgeDistance[cellOf(topology.nose[0])]).toBeGreaterThan(0.3);
  const offTheFace = regions.skin.filter((_, cell) => regions.face[cell] === 0);
  expect(Math.max(...offTheFace)).toBe(0);
});

test("a triangle is drawn with its own coordinates at every pixel, the nearer one in front", () => {
  const two: CanonicalMesh = {
    positions: new Float32Array(18),
    uv: Float32Array.of(0, 0, 0, 1, 1, 0, 0.5, 0.5, 0.5, 0.9, 0.9, 0.5),
    triangles: Uint16Array.of(0, 1, 2, 3, 4, 5),
    poseWeights: new Float32Array(6),
  };
  const points = new Float32Array(468 * 3);
  points.set([0, 0, 5, 0, 8, 5, 8, 0, 5, 0, 0, 1, 0, 4, 1, 4, 0, 1]);
  const raster = createRasteriser(two)(points, points, { width: 12, height: 12 });
  if (raster === undefined) throw new Error("nothing drawn");
  const at = (x: number, y: number) => {
    const i = y * raster.width + x;
    const values = [0, 1, 2, 3].map((plane) => raster.values[plane * raster.plane + i]);
    return { part: raster.parts[i], values };
  };
  expect(at(5, 1).part).toBe(part.skin);
  at(5, 1).values.forEach((value, i) =>
    expect(value).toBeCloseTo([5.5 / 8, 1.5 / 8, 5.5, 1.5][i], 5),
  );
  expect(at(1, 1).values[0]).toBeCloseTo(0.5 + (1.5 / 4) * 0.4, 5);
  expect(at(7, 7).part).toBe(part.none);
});

test("triangles turned away from the camera are not drawn", () => {
  const mirroredFace = placed(frontal.map((value, i) => (i % 3 === 0 ? -value : value)));
  const rasterise = createRasteriser(mesh);
  const frame = { width: 200, height: 200 };
  const countOf = (points: Float32Array) =>
    rasterise(points, points, frame)?.parts.reduce((n, p) => n + (p === part.none ? 0 : 1), 0) ?? 0;
  const seen = countOf(placed(frontal));
  expect(seen).toBeGreaterThan(12_000);
  expect(countOf(mirroredFace)).toBeLessThan(seen * 0.1);
  expect(rasterise(placed(frontal), placed(frontal), { width: 5, height: 5 })).toBeUndefined();
});

test("what was drawn before leaves nothing in a smaller drawing", () => {
  const rasterise = createRasteriser(mesh);
  const points = placed(frontal);
  rasterise(points, points, { width: 200, height: 200 });
  const cut = rasterise(points, points, { width: 200, height: 120 });
  const fresh = createRasteriser(mesh)(points, points, { width: 200, height: 120 });
  expect(cut?.parts).toEqual(fresh?.parts);
});

test("the front of a face looks at the camera more than its sides do", () => {
  const grid = createUvGrid(mesh, 96);
  const facing = new Float32Array(96 * 96);
  createFacingMap(mesh, grid)(placed(frontal), facing);
  expect(facing[40 * 96 + 48]).toBeGreaterThan(0.9);
  const [right, left] = [grid.cells.find((cell) => cell >= 40 * 96) ?? 0, 40 * 96 + 48];
  expect(facing[right]).toBeLessThan(facing[left] * 0.5);
});

test("between two faces of the same shape nothing moves", () => {
  expect(transferShape(mesh, frontal, frontal).every((value) => value === 0)).toBe(true);
});

test("a wider nose is carried over, the outline stays, and an open mouth or closed eyes are not", () => {
  const photo = frontal.slice();
  const [rightWing, leftWing] = [48, 278];
  photo[rightWing * 3] -= 0.3;
  photo[leftWing * 3] += 0.3;
  const lowered = [14, 87, 317, 17, 84, 314];
  for (const point of lowered) photo[point * 3 + 1] += 0.3;
  for (const point of [159, 160, 158, 386, 385, 387]) photo[point * 3 + 1] += 0.4;
  const delta = transferShape(mesh, photo, frontal);
  expect(delta[rightWing * 3]).toBeCloseTo(-0.294, 5);
  expect(delta[leftWing * 3]).toBeCloseTo(0.294, 5);
  for (const point of topology.oval) expect(delta[point * 3]).toBe(0);
  for (const point of [...lowered, 159, 386]) expect(delta[point * 3 + 1]).toBeCloseTo(0, 5);

  const landmarks = placed(frontal);
  const moved = new Float32Array(landmarks.length);
  applyShape(landmarks, upright, delta, moved);
  expect(moved[leftWing * 3] - landmarks[leftWing * 3]).toBeCloseTo(2.94, 4);
});

test("thin lips are carried over, and the line between the lips stays where it is", () => {
  const photo = frontal.slice();
  const [upper, lower] = [0, 17];
  for (const [outer, inner] of [
    [upper, 13],
    [lower, 14],
  ]) {
    photo[outer * 3 + 1] += 0.3 * (photo[inner * 3 + 1] - photo[outer * 3 + 1]);
  }
  const delta = transferShape(mesh, photo, frontal);
  const across = delta[13 * 3 + 1];
  expect(delta[14 * 3 + 1]).toBeCloseTo(across, 5);
  expect(delta[upper * 3 + 1] - across).toBeGreaterThan(0.05);
  expect(delta[lower * 3 + 1] - across).toBeLessThan(-0.05);
});
