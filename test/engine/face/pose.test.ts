import { assert, double, property } from "fast-check";
import { expect, test } from "vitest";
import { detectFaces } from "../../../src/engine/face/detect.ts";
import { fitDetection } from "../../../src/engine/face/find-landmarks.ts";
import { fitPose, normaliseShape } from "../../../src/engine/face/pose.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import { faceModels } from "../../support/face-models.ts";
import { createSyntheticHead, identities } from "../../support/synthetic-head.ts";

const models = await faceModels();
const { mesh } = models;
const head = createSyntheticHead(mesh, identities.bruno);

/** The canonical mesh in picture axes. */
const canonical = mesh.positions.map((value, index) => (index % 3 === 0 ? value : -value));

/** `pose` undone twice gives where it came from: the mesh placed by a pose that is known. */
function placed(yaw: number, pitch: number, roll: number, scale: number): Float32Array {
  const [cy, sy, cx, sx, cz, sz] = [yaw, pitch, roll].flatMap((a) => [Math.cos(a), Math.sin(a)]);
  const points = new Float32Array(canonical.length);
  for (let at = 0; at < points.length; at += 3) {
    const [x0, y0, z0] = canonical.subarray(at, at + 3);
    const [x1, y1] = [x0 * cz - y0 * sz, x0 * sz + y0 * cz];
    const [y2, z2] = [y1 * cx - z0 * sx, y1 * sx + z0 * cx];
    points[at] = scale * (x1 * cy + z2 * sy) + 100;
    points[at + 1] = scale * y2 + 50;
    points[at + 2] = scale * (z2 * cy - x1 * sy) - 7;
  }
  return points;
}

test("a similarity of the canonical mesh is recovered whatever it is", () => {
  const angle = double({ min: -1.2, max: 1.2, noNaN: true });
  assert(
    property(
      angle,
      angle,
      angle,
      double({ min: 0.5, max: 50, noNaN: true }),
      (yaw, pitch, roll, scale) => {
        const points = placed(yaw, pitch, roll, scale);
        const pose = fitPose(points, mesh);
        expect(pose.yaw).toBeCloseTo(yaw, 4);
        expect(pose.pitch).toBeCloseTo(pitch, 4);
        expect(pose.roll).toBeCloseTo(roll, 4);
        expect(pose.scale / scale).toBeCloseTo(1, 4);
        expect(Array.from(pose.translation, Math.round)).toEqual([100, 50, -7]);
        const shape = normaliseShape(points, pose);
        expect(
          Math.max(...shape.map((value, index) => Math.abs(value - canonical[index]))),
        ).toBeLessThan(0.01);
      },
    ),
    { numRuns: 40 },
  );
});

test.each([
  { yaw: 0 },
  { yaw: 0.25 },
  { yaw: -0.25 },
  { yaw: 0.5 },
  { yaw: -0.5 },
  { pitch: 0.2 },
  { pitch: -0.2 },
  { yaw: 0.3, pitch: 0.1, roll: 0.2 },
])("the pose of a picture comes back within 0.12 radians: %o", async (turn) => {
  const { picture } = head.render(turn);
  const pyramid = createPyramid(picture);
  const [face] = await detectFaces(models, pyramid, { tiles: false });
  const fit = await fitDetection(models, pyramid, face);
  const pose = fitPose(fit?.landmarks ?? new Float32Array(), mesh);
  // The identity's own proportions are part of the fit: what counts is the turn against the same head facing us.
  const rest = fitPose(head.render().landmarks, mesh);
  expect(Math.abs(pose.yaw - (turn.yaw ?? 0))).toBeLessThan(0.12);
  expect(Math.abs(pose.pitch - rest.pitch - (turn.pitch ?? 0))).toBeLessThan(0.12);
  expect(Math.abs(pose.roll - (turn.roll ?? 0))).toBeLessThan(0.12);
});
