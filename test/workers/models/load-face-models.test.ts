import { expect, test } from "vitest";
import { topology } from "../../../src/engine/face/topology.ts";
import { faceModels } from "../../support/face-models.ts";

const models = await faceModels();

test("the canonical mesh has one border, which is the face's oval", () => {
  const uses = new Map<string, number>();
  const { triangles } = models.mesh;
  for (let at = 0; at < triangles.length; at += 3) {
    for (const [from, to] of [
      [0, 1],
      [1, 2],
      [2, 0],
    ]) {
      const edge = [triangles[at + from], triangles[at + to]].toSorted((a, b) => a - b).join();
      uses.set(edge, (uses.get(edge) ?? 0) + 1);
    }
  }
  const border = new Set<number>();
  for (const [edge, count] of uses) {
    if (count === 1) for (const point of edge.split(",")) border.add(Number(point));
  }
  expect(triangles).toHaveLength(898 * 3);
  expect([...border].toSorted((a, b) => a - b)).toEqual(topology.oval.toSorted((a, b) => a - b));
});

test("the pose is fitted by 33 points", () => {
  expect(models.mesh.poseWeights.filter((weight) => weight > 0)).toHaveLength(33);
});

test("both networks answer in the shapes of the port", async () => {
  const detection = await models.detect(new Float32Array(3 * 128 * 128));
  expect([detection.scores.length, detection.boxes.length]).toEqual([896, 896 * 16]);
  const output = await models.landmarks(new Float32Array(3 * 192 * 192));
  const { mesh, lips, leftEye, rightEye, leftIris, rightIris } = output;
  const lengths = [mesh, lips, leftEye, rightEye, leftIris, rightIris].map((part) => part.length);
  expect(lengths).toEqual([1404, 160, 142, 142, 10, 10]);
});

test("a picture of nothing is not a face, and answers do not depend on earlier pictures", async () => {
  const grey = new Float32Array(3 * 192 * 192).fill(0.5);
  const first = await models.landmarks(grey);
  await models.landmarks(new Float32Array(3 * 192 * 192).fill(1));
  const again = await models.landmarks(grey);
  expect(first.presence).toBeLessThan(0.1);
  expect(again).toEqual(first);
});
