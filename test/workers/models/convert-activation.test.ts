import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import {
  createConversion,
  type OperatorConverter,
} from "../../../src/workers/models/conversion.ts";
import { elementwiseConverters } from "../../../src/workers/models/convert-elementwise.ts";
import { shapeConverters } from "../../../src/workers/models/convert-shape.ts";
import { createOnnxBuilder } from "../../../src/workers/models/onnx-builder.ts";
import { encodeOnnx } from "../../../src/workers/models/onnx-format.ts";
import { readConstants } from "../../../src/workers/models/read-constants.ts";
import type { TfliteTensor } from "../../../src/workers/models/read-tflite.ts";

const channels = 16;
const side = 3;

function tensor(shape: readonly number[], values?: Float32Array | Int32Array): TfliteTensor {
  const bytes = values === undefined ? new Uint8Array() : new Uint8Array(values.buffer);
  return {
    name: "",
    shape,
    type: values instanceof Int32Array ? "int32" : "float32",
    bytes,
  };
}

const constantsOf = (tensors: readonly TfliteTensor[]) =>
  readConstants({ tensors, operators: [], inputs: [], outputs: [] });

function planar({ shape: [batch, height, width, count] }: TfliteTensor): number[] {
  return [batch, count, height, width];
}

/** Runs a model of one operator: tensors 0 and 1 give tensor 2. */
async function run(
  convert: OperatorConverter,
  kind: string,
  tensors: readonly TfliteTensor[],
  picture: Float32Array,
): Promise<Float32Array> {
  const builder = createOnnxBuilder();
  const conversion = createConversion(tensors, constantsOf(tensors), builder);
  conversion.setValue(0, { name: "input", layout: "channels-first" });
  const operator = { kind, inputs: [0, 1], outputs: [2], options: undefined };
  convert({ ...operator, customOptions: new Uint8Array() }, conversion);
  const { name } = conversion.value(2);
  const graph = builder.graph(
    "one",
    [{ name: "input", dims: planar(tensors[0]) }],
    [{ name, dims: planar(tensors[2]) }],
  );
  const session = await InferenceSession.create(encodeOnnx(graph));
  const results = await session.run({ input: new Tensor("float32", picture, planar(tensors[0])) });
  return results[name].data as Float32Array;
}

const picture = Float32Array.from(
  { length: channels * side * side },
  (_, at) => ((at * 37) % 101) - 50,
);
const shape = [1, side, side, channels];

test("a PReLU multiplies what is negative with its channel's slope, whatever its sign and size, and nothing else", async () => {
  const slopes = Float32Array.from({ length: channels }, (_, channel) => (channel - 6) / 3);
  const tensors = [tensor(shape), tensor([1, 1, channels], slopes), tensor(shape)];
  const result = await run(elementwiseConverters["PRELU"], "PRELU", tensors, picture);
  const wanted = picture.map((value, at) =>
    value < 0 ? value * slopes[Math.floor(at / (side * side))] : value,
  );
  expect(result).toHaveLength(wanted.length);
  result.forEach((value, at) => expect(value).toBeCloseTo(wanted[at], 4));
});

test("padding appends channels of zeros", async () => {
  const amounts = Int32Array.of(0, 0, 0, 0, 0, 0, 0, channels);
  const padded = tensor([1, side, side, 2 * channels]);
  const tensors = [tensor(shape), tensor([4, 2], amounts), padded];
  const result = await run(shapeConverters["PAD"], "PAD", tensors, picture);
  expect(result).toEqual(Float32Array.of(...picture, ...new Float32Array(picture.length)));
});

test("padding anywhere else is refused", async () => {
  const tensors = [
    tensor(shape),
    tensor([4, 2], Int32Array.of(0, 0, 1, 0, 0, 0, 0, 0)),
    tensor([1, side + 1, side, channels]),
  ];
  await expect(run(shapeConverters["PAD"], "PAD", tensors, picture)).rejects.toThrow(
    expect.objectContaining({ code: "MODEL_UNUSABLE" }),
  );
});
