import { describe, expect, test } from "vitest";
import { detectFaces } from "../../../src/engine/face/detect.ts";
import {
  findLandmarks,
  fitDetection,
  type LandmarkFit,
} from "../../../src/engine/face/find-landmarks.ts";
import { measureOpenness } from "../../../src/engine/face/openness.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import { faceModels } from "../../support/face-models.ts";
import { landmarkError } from "../../support/landmark-error.ts";
import { landscape } from "../../support/pictures.ts";
import {
  createSyntheticHead,
  identities,
  type HeadOptions,
  type HeadPicture,
} from "../../support/synthetic-head.ts";

const models = await faceModels();
const heads = Object.entries(identities).map(
  ([name, identity]) => [name, createSyntheticHead(models.mesh, identity)] as const,
);
const [, [, head]] = heads;

async function fit({ picture }: HeadPicture): Promise<LandmarkFit> {
  const pyramid = createPyramid(picture);
  const [face] = await detectFaces(models, pyramid, { tiles: true });
  const found = await fitDetection(models, pyramid, face);
  if (found === undefined) throw new Error("no face");
  return found;
}

const poses: HeadOptions[] = [
  {},
  { yaw: 0.5 },
  { yaw: -0.5 },
  { pitch: 0.2 },
  { pitch: -0.2 },
  { roll: 0.3 },
  { mouth: 1 },
  { blink: 1 },
  { smile: 1 },
  { yaw: 0.3, pitch: 0.1, roll: 0.2, mouth: 0.5, smile: 0.4 },
  { scale: 4, x: 0.3, y: 0.3 },
];

describe.each(heads)("on %s", (_name, somebody) => {
  // All poses on one head, and the hardest ones on all.
  test.each(somebody === head ? poses : poses.slice(1, 3))(
    "landmarks lie within 0.06 eye distances of the truth for %o",
    async (pose) => {
      const truth = somebody.render(pose);
      const { landmarks, presence } = await fit(truth);
      expect(presence).toBeGreaterThan(0.99);
      expect(landmarkError(landmarks, truth.landmarks)).toBeLessThan(0.06);
    },
  );
});

test.each(heads)("%s standing on the head is not taken for upright", async (_name, somebody) => {
  const truth = somebody.render({ roll: Math.PI });
  const { landmarks } = await fit(truth);
  expect(landmarkError(landmarks, truth.landmarks)).toBeLessThan(0.06);
});

test("depth has the scale of x: the nose stands out of the face as far as it does", async () => {
  const truth = head.render();
  const { landmarks } = await fit(truth);
  const share = noseDepth(landmarks) / noseDepth(truth.landmarks);
  expect(share).toBeGreaterThan(0.7);
  expect(share).toBeLessThan(1.3);
});

/** How far the tip of the nose stands before the outer corner of the right eye. */
function noseDepth(points: Float32Array): number {
  return points[33 * 3 + 2] - points[4 * 3 + 2];
}

/** Where the right iris is found, from the outer corner of the eye (0) to the inner one (1). */
async function irisPlace(gazeRight: number): Promise<number> {
  const { landmarks: at } = await fit(head.render({ gazeRight, scale: 12 }));
  return (at[468 * 3] - at[33 * 3]) / (at[133 * 3] - at[33 * 3]);
}

test("irises follow the gaze between the corners of the eyes", async () => {
  const [left, ahead, right] = [await irisPlace(-0.35), await irisPlace(0), await irisPlace(0.35)];
  expect(left).toBeLessThan(ahead - 0.04);
  expect(right).toBeGreaterThan(ahead + 0.04);
});

test("openness tells open from closed, eyes and mouth apart", async () => {
  const rest = measureOpenness((await fit(head.render())).landmarks);
  const shut = measureOpenness((await fit(head.render({ blink: 1 }))).landmarks);
  const talking = measureOpenness((await fit(head.render({ mouth: 1 }))).landmarks);
  expect(shut.rightEye).toBeLessThan(rest.rightEye * 0.4);
  expect(shut.leftEye).toBeLessThan(rest.leftEye * 0.4);
  expect(shut.mouth).toBeLessThan(0.1);
  expect(talking.mouth).toBeGreaterThan(0.3);
  expect(talking.rightEye).toBeGreaterThan(rest.rightEye * 0.8);
});

test("a face that reaches out of the picture keeps its landmarks where they would be", async () => {
  const truth = head.render({ x: 0.12 });
  const { landmarks } = await fit(truth);
  expect(Math.min(...truth.landmarks.filter((_, index) => index % 3 === 0))).toBeLessThan(0);
  expect(landmarkError(landmarks, truth.landmarks)).toBeLessThan(0.1);
});

test("where there is no face, presence says so", async () => {
  const pyramid = createPyramid(landscape(320, 320));
  const region = { centreX: 160, centreY: 160, size: 200, angle: 0 };
  expect((await findLandmarks(models, pyramid, region)).presence).toBeLessThan(0.1);
});
