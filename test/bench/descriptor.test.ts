import { expect, test } from "vitest";
import { topology } from "../../src/engine/face/topology.ts";
import { LANDMARKS, type Landmarks } from "../../src/engine/face/landmarks.ts";
import { createPyramid } from "../../src/engine/pyramid.ts";
import { blankRaster } from "../../src/engine/raster.ts";
import { createFaceDescriber } from "./engine-quality/descriptor.ts";

test("a face is described by the same numbers as by face-api itself", async () => {
  const describeFace = await createFaceDescriber();
  const descriptor = await describeFace(createPyramid(pattern()), faceThatFills150Pixels());
  expect(descriptor).toHaveLength(128);
  // From face-api 1.7.15 on TensorFlow.js 4.22 (WebAssembly), given the same 150 × 150 pixels.
  const expected = [-0.09138, 0.12459, 0.05804, -0.05861, -0.11744, -0.00715, -0.06179, -0.0359];
  expected.forEach((value, index) => expect(descriptor[index]).toBeCloseTo(value, 4));
  expect(Math.hypot(...descriptor)).toBeCloseTo(1.37591, 4);
});

function pattern() {
  const picture = blankRaster(150, 150);
  for (let y = 0; y < 150; y += 1) {
    for (let x = 0; x < 150; x += 1) {
      const colour = [x * 7 + y * 3, x * 2 + y * 5, x + y, 255];
      picture.data.set(colour, (y * 150 + x) * 4);
    }
  }
  return picture;
}

/** Level eyes, and an outline of 120 pixels round the middle, which the margin makes 150. */
function faceThatFills150Pixels(): Landmarks {
  const landmarks = new Float32Array(LANDMARKS * 3);
  const place = (point: number, x: number, y: number) => landmarks.set([x, y, 0], point * 3);
  for (const point of [...topology.oval, ...topology.rightBrow, ...topology.leftBrow]) {
    place(point, 15, 15);
  }
  place(152, 135, 135);
  place(topology.rightEye[0], 50, 75);
  place(topology.leftEye[0], 100, 75);
  return landmarks;
}
