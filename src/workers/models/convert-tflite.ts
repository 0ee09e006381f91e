import { attentionConverters } from "./convert-attention.ts";
import { windowConverters } from "./convert-convolution.ts";
import { elementwiseConverters } from "./convert-elementwise.ts";
import { laneConverters } from "./convert-lanes.ts";
import { shapeConverters } from "./convert-shape.ts";
import { asIs, createConversion, type OperatorConverter } from "./conversion.ts";
import { modelUnusable } from "./model-error.ts";
import { createOnnxBuilder } from "./onnx-builder.ts";
import { encodeOnnx } from "./onnx-format.ts";
import { readConstants, UNPACKING } from "./read-constants.ts";
import { readTflite } from "./read-tflite.ts";
import { sideBySide } from "./side-by-side.ts";

const converters: Readonly<Record<string, OperatorConverter>> = {
  ...windowConverters,
  ...elementwiseConverters,
  ...shapeConverters,
  ...attentionConverters,
  ...laneConverters,
};

/** Goes up when the same .tflite gives another .onnx, so that cached conversions are made anew. */
export const CONVERTER_VERSION = 4;

/**
 * .tflite → .onnx, for the operators of MediaPipe's face models. The one input is called `input` and is planar
 * (1 × channels × height × width); every output keeps its name and is flat (1 × n). Same input, same bytes.
 * @throws AppError `MODEL_UNUSABLE` for a model with anything else in it
 */
export function convertTflite(bytes: Uint8Array): Uint8Array {
  const model = readTflite(bytes);
  const builder = createOnnxBuilder();
  const graph = sideBySide({
    ...model,
    operators: model.operators.filter(({ kind }) => kind !== UNPACKING),
    constants: readConstants(model),
  });
  const conversion = createConversion(graph.tensors, graph.constants, builder);

  const [input] = model.inputs;
  const [batch, height, width, channels] = model.tensors[input].shape;
  conversion.setValue(input, { name: "input", layout: "channels-first" });

  for (const operator of graph.operators) {
    const convert = converters[operator.kind];
    if (convert === undefined) {
      throw modelUnusable(`The model uses ${operator.kind}, which is not known here.`);
    }
    convert(operator, conversion);
  }

  const outputs = model.outputs.map((output) => {
    const { name, shape } = model.tensors[output];
    const dims = [1, shape.reduce((product, size) => product * size, 1)];
    const flat = [asIs(conversion.value(output), builder), builder.integers(dims)];
    builder.node("Reshape", flat, {}, name);
    return { name, dims };
  });
  const inputs = [{ name: "input", dims: [batch, channels, height, width] }];
  return encodeOnnx(builder.graph("face", inputs, outputs));
}
