import { expect, test } from "vitest";
import { anchors } from "../../../src/engine/face/anchors.ts";
import { refinedPoints } from "../../../src/engine/face/refined-points.ts";
import { mirrorTable, topology } from "../../../src/engine/face/topology.ts";
import { faceModels } from "../../support/face-models.ts";

const { mesh } = await faceModels();
const mirror = mirrorTable(mesh);

test("mirroring twice gives every landmark back", () => {
  expect(Array.from(mirror, (point) => mirror[point])).toEqual(Array.from(mirror.keys()));
});

test.each([
  ["rightEye", "leftEye"],
  ["rightBrow", "leftBrow"],
] as const)("%s and %s are mirror images, point by point", (right, left) => {
  expect(topology[right].map((point) => mirror[point])).toEqual([...topology[left]]);
});

test("features that lie on the middle line mirror onto themselves", () => {
  for (const name of ["oval", "innerLips", "outerLips", "nose"] as const) {
    const points = new Set<number>(topology[name]);
    expect(topology[name].every((point) => points.has(mirror[point]))).toBe(true);
    expect(points.size).toBe(topology[name].length);
  }
});

test("loops follow edges of the mesh", () => {
  const edges = new Set<string>();
  for (let at = 0; at < mesh.triangles.length; at += 3) {
    const [a, b, c] = mesh.triangles.subarray(at, at + 3);
    for (const [from, to] of [
      [a, b],
      [b, c],
      [c, a],
    ]) {
      edges.add(`${from}-${to}`).add(`${to}-${from}`);
    }
  }
  for (const name of ["oval", "innerLips", "outerLips", "rightEye", "leftEye"] as const) {
    const loop = topology[name];
    const missing = loop.filter(
      (point, index) => !edges.has(`${point}-${loop[(index + 1) % loop.length]}`),
    );
    expect({ name, missing }).toEqual({ name, missing: [] });
  }
});

test("refined outputs have as many points as the model gives, none twice", () => {
  const counts = Object.values(refinedPoints).map((points) => new Set<number>(points).size);
  expect(counts).toEqual([80, 71, 71, 5, 5]);
});

test("there are 896 anchors, all inside the picture", () => {
  expect(anchors).toHaveLength(896 * 2);
  expect(anchors.every((value) => value > 0 && value < 1)).toBe(true);
});
