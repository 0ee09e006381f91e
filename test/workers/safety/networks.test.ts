import { Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { createSession } from "../../../src/workers/models/create-session.ts";
import { ageInputSide, buildAgeNetwork } from "../../../src/workers/safety/age-network.ts";
import { convertKeras } from "../../../src/workers/safety/convert-keras.ts";
import { readShippedClassifier } from "../../../src/workers/safety/shipped-classifier.ts";

async function run(model: Uint8Array, input: Float32Array, side: number, output: string) {
  const session = await createSession(model);
  const { [output]: result } = await session.run({
    input: new Tensor("float32", input, [1, 3, side, side]),
  });
  return Array.from(result.data, Number);
}

const colour = [0.45865, 0.532767, 0.218959];

// From nsfwjs 4.3.0's models on TensorFlow.js 4.22, given the same numbers.
test.each([
  ["MobileNetV2", 224, [0.00269, 0.00005, 0.99662, 0.00062, 0.00002]],
  ["InceptionV3", 299, [0.00002, 0, 0.99998, 0, 0]],
] as const)("%s thinks the same as on TensorFlow.js", async (name, side, expected) => {
  const { model, side: asked } = convertKeras(await readShippedClassifier(name));
  expect(asked).toBe(side);
  const classes = await run(model, wave(side), side, "classes");
  expect(classes).toHaveLength(5);
  expected.forEach((value, index) => expect(classes[index]).toBeCloseTo(value, 4));
});

test("the age network thinks the same as in face-api on TensorFlow.js", async () => {
  const model = await buildAgeNetwork();
  for (const [step, years] of [
    [7, 52.9494],
    [38, 6.74811],
    [69, 24.85273],
  ]) {
    const input = new Float32Array(3 * ageInputSide ** 2).map(
      (_, index) => 128 + 100 * Math.sin(index / step),
    );
    const [age] = await run(model, input, ageInputSide, "age");
    expect(age).toBeCloseTo(years, 3);
  }
});

/** A ripple of light on one colour. */
function wave(side: number): Float32Array {
  const planar = new Float32Array(3 * side * side);
  for (let channel = 0; channel < 3; channel += 1) {
    for (let y = 0; y < side; y += 1) {
      for (let x = 0; x < side; x += 1) {
        const ripple = 0.5 + 0.5 * Math.sin(x / 17 + 1) * Math.cos(y / 10);
        planar[(channel * side + y) * side + x] = colour[channel] * ripple;
      }
    }
  }
  return planar;
}
