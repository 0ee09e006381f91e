import { InferenceSession, Tensor } from "onnxruntime-node";
import { expect, test } from "vitest";
import { createConversion } from "../../../src/workers/models/conversion.ts";
import { windowConverters } from "../../../src/workers/models/convert-convolution.ts";
import { elementwiseConverters } from "../../../src/workers/models/convert-elementwise.ts";
import { laneConverters } from "../../../src/workers/models/convert-lanes.ts";
import { shapeConverters } from "../../../src/workers/models/convert-shape.ts";
import { createOnnxBuilder } from "../../../src/workers/models/onnx-builder.ts";
import { encodeOnnx } from "../../../src/workers/models/onnx-format.ts";
import { readConstants } from "../../../src/workers/models/read-constants.ts";
import type { TfliteOperator, TfliteTensor } from "../../../src/workers/models/read-tflite.ts";
import { sideBySide } from "../../../src/workers/models/side-by-side.ts";

const converters = {
  ...windowConverters,
  ...elementwiseConverters,
  ...shapeConverters,
  ...laneConverters,
};

/** A model under construction: each call returns the number of the tensor that it adds. */
function createModel(side: number) {
  const tensors: TfliteTensor[] = [];
  const operators: TfliteOperator[] = [];
  let seed = 1;
  const noise = () => ((seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647) * 2 - 1;
  const tensor = (shape: readonly number[], values?: Float32Array | Int32Array) => {
    const bytes = values === undefined ? new Uint8Array(0) : new Uint8Array(values.buffer);
    const type = values instanceof Int32Array ? "int32" : "float32";
    return tensors.push({ name: `tensor ${tensors.length}`, shape, type, bytes }) - 1;
  };
  const weights = (...shape: number[]) =>
    tensor(
      shape,
      Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => noise()),
    );
  const operator = (kind: string, inputs: number[], shape: readonly number[]) => {
    const output = tensor(shape);
    const rest = { options: undefined, customOptions: new Uint8Array(0) };
    operators.push({ kind, inputs, outputs: [output], ...rest });
    return output;
  };
  const picture = (channels: number) => [1, side, side, channels];
  return {
    tensors,
    operators,
    input: tensor(picture(16)),
    deep: (from: number, channels: number) =>
      operator(
        "DEPTHWISE_CONV_2D",
        [from, weights(1, 3, 3, channels), weights(channels)],
        picture(channels),
      ),
    mixed: (from: number, before: number, after: number) =>
      operator("CONV_2D", [from, weights(after, 1, 1, before), weights(after)], picture(after)),
    sum: (a: number, b: number, channels: number) => operator("ADD", [a, b], picture(channels)),
    bent: (from: number, channels: number) =>
      operator("PRELU", [from, weights(1, 1, channels)], picture(channels)),
    padded: (from: number, before: number, after: number) => {
      const amounts = Int32Array.of(0, 0, 0, 0, 0, 0, 0, after - before);
      return operator("PAD", [from, tensor([4, 2], amounts)], picture(after));
    },
  };
}

type Model = ReturnType<typeof createModel>;

/** Runs a model as it is, or with its branches side by side. */
async function run(
  { tensors, operators, input }: Model,
  outputs: readonly number[],
  joins: boolean,
) {
  const model = { tensors, operators, inputs: [input], outputs };
  const plain = { ...model, constants: readConstants(model) };
  const graph = joins ? sideBySide(plain) : plain;
  const builder = createOnnxBuilder();
  const conversion = createConversion(graph.tensors, graph.constants, builder);
  conversion.setValue(input, { name: "input", layout: "channels-first" });
  for (const operator of graph.operators) converters[operator.kind](operator, conversion);
  const planar = (tensor: number) => {
    const [batch, height, width, channels] = tensors[tensor].shape;
    return [batch, channels, height, width];
  };
  const results = outputs.map((output) => ({
    name: conversion.value(output).name,
    dims: planar(output),
  }));
  const ports = [{ name: "input", dims: planar(input) }];
  const session = await InferenceSession.create(encodeOnnx(builder.graph("test", ports, results)));
  const dims = planar(input);
  const picture = Float32Array.from(
    { length: dims.reduce((a, b) => a * b) },
    (_, at) => ((at * 37) % 101) / 50 - 1,
  );
  const found = await session.run({ input: new Tensor("float32", picture, dims) });
  return {
    values: results.map(({ name }) => found[name].data as Float32Array),
    steps: graph.operators.length,
  };
}

async function expectTheSame(model: Model, outputs: readonly number[]) {
  const [plain, joined] = [await run(model, outputs, false), await run(model, outputs, true)];
  for (const [at, values] of plain.values.entries()) {
    expect(joined.values[at]).toHaveLength(values.length);
    joined.values[at].forEach((value, place) => expect(value).toBeCloseTo(values[place], 4));
  }
  return { plain: plain.steps, joined: joined.steps };
}

test("branches that do alike run as one and give what they gave, each from its own weights", async () => {
  const model = createModel(5);
  const outputs = [0, 1, 2].map(() => {
    const first = model.bent(model.deep(model.input, 16), 16);
    const second = model.sum(first, model.mixed(model.deep(first, 16), 16, 16), 16);
    return model.sum(model.padded(second, 16, 32), model.mixed(second, 16, 32), 32);
  });
  const steps = await expectTheSame(model, outputs);
  // Eight in each branch; three times the input is put side by side before, and at the end they are parted.
  expect(steps).toEqual({ plain: 24, joined: 10 });
});

test("two branches may begin where one ends, and give different numbers of channels", async () => {
  const model = createModel(4);
  const [lips, eye] = [0, 1].map(() => model.bent(model.deep(model.input, 16), 16));
  const outputs = [
    [lips, 20],
    [eye, 9],
    [eye, 1],
  ].map(([from, channels]) => {
    const bent = model.bent(model.deep(from, 16), 16);
    return model.mixed(model.sum(bent, from, 16), 16, channels);
  });
  const steps = await expectTheSame(model, outputs);
  // Joined, two steps, picked, four steps, parted.
  expect(steps).toEqual({ plain: 16, joined: 9 });
});

test("steps that follow each other, and convolutions of one picture, stay as they are", async () => {
  const model = createModel(4);
  const first = model.bent(model.bent(model.input, 16), 16);
  const outputs = [model.mixed(first, 16, 16), model.mixed(first, 16, 16)];
  const steps = await expectTheSame(model, outputs);
  expect(steps.joined).toBe(steps.plain);
});
