import { createOnnxBuilder, type OnnxBuilder } from "../../../src/workers/models/onnx-builder.ts";
import { encodeOnnx } from "../../../src/workers/models/onnx-format.ts";
import { weightNamed } from "../../../src/workers/models/tensorflow-weights.ts";
import type { Weights } from "../../../src/workers/models/tensorflow-weights.ts";

/** Pixels along a side of the network's input. */
export const RECOGNITION_SIDE = 150;
/** What the network has seen subtracted from red, green and blue (of 255) in its training. */
const MEAN_COLOUR = [122.782, 117.001, 104.298];

/** A picture between two layers: channels × size × size. */
interface Picture {
  readonly name: string;
  readonly channels: number;
  readonly size: number;
}

/** The residual blocks after the first convolution, in order; a "down" block halves the picture. */
const blocks: readonly { readonly name: string; readonly down: boolean }[] = [
  ...["conv32_1", "conv32_2", "conv32_3"].map(same),
  down("conv64_down"),
  ...["conv64_1", "conv64_2", "conv64_3"].map(same),
  down("conv128_down"),
  ...["conv128_1", "conv128_2"].map(same),
  down("conv256_down"),
  ...["conv256_1", "conv256_2"].map(same),
  down("conv256_down_out"),
];

/**
 * Writes face-api's recognition network (dlib's 29-layer ResNet for faces) as an ONNX model: `input` 1 × 3 × 150 × 150,
 * RGB 0…255; `descriptor` 1 × 128. So it runs on the engine's own run time, without TensorFlow.js.
 */
export function buildRecognitionNetwork(weights: Weights): Uint8Array {
  const builder = createOnnxBuilder();
  const mean = builder.floats(MEAN_COLOUR, [1, 3, 1, 1]);
  const centred = builder.node("Sub", ["input", mean]);
  const scaled = builder.node("Div", [centred, builder.floats([255], [1])]);
  const input = { name: scaled, channels: 3, size: RECOGNITION_SIDE };

  let picture = relu(builder, convolve(builder, weights, "conv32_down", input, 2));
  picture = pool(builder, "MaxPool", picture, 3);
  for (const block of blocks) picture = residual(builder, weights, block, picture);

  const average = builder.node("GlobalAveragePool", [picture.name]);
  const flat = builder.node("Flatten", [average]);
  const { values, shape } = weightNamed(weights, "fc");
  builder.node("MatMul", [flat, builder.floats(values, shape)], {}, "descriptor");
  return encodeOnnx(
    builder.graph(
      "face-recognition",
      [{ name: "input", dims: [1, 3, RECOGNITION_SIDE, RECOGNITION_SIDE] }],
      [{ name: "descriptor", dims: [1, shape[1]] }],
    ),
  );
}

function residual(
  builder: OnnxBuilder,
  weights: Weights,
  block: (typeof blocks)[number],
  picture: Picture,
): Picture {
  const first = convolve(builder, weights, `${block.name}/conv1`, picture, block.down ? 2 : 1);
  let changed = convolve(builder, weights, `${block.name}/conv2`, relu(builder, first), 1);
  let kept = picture;
  if (block.down) {
    kept = pool(builder, "AveragePool", picture, 2);
    // The halving convolution may end one pixel short of the pooled picture, and has twice its channels.
    changed = grow(builder, changed, changed.channels, kept.size);
    kept = grow(builder, kept, changed.channels, kept.size);
  }
  return relu(builder, { ...changed, name: builder.node("Add", [kept.name, changed.name]) });
}

/** A convolution with its bias and the scale layer after it folded into one. Halving ones are not padded. */
function convolve(
  builder: OnnxBuilder,
  weights: Weights,
  layer: string,
  picture: Picture,
  stride: 1 | 2,
): Picture {
  const { values, shape } = weightNamed(weights, `${layer}/conv/filters`);
  const bias = weightNamed(weights, `${layer}/conv/bias`).values;
  const gain = weightNamed(weights, `${layer}/scale/weights`).values;
  const offset = weightNamed(weights, `${layer}/scale/biases`).values;
  const [window, , inputs, outputs] = shape;

  // From row, column, input, output to output, input, row, column.
  const cells = window * window;
  const filters = new Float32Array(values.length);
  for (let cell = 0; cell < cells; cell += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let output = 0; output < outputs; output += 1) {
        const value = values[(cell * inputs + input) * outputs + output];
        filters[(output * inputs + input) * cells + cell] = value * gain[output];
      }
    }
  }
  const biases = bias.map((value, output) => value * gain[output] + offset[output]);
  const margin = stride === 1 ? (window - 1) / 2 : 0;
  const name = builder.node(
    "Conv",
    [
      picture.name,
      builder.floats(filters, [outputs, inputs, window, window]),
      builder.floats(biases, [outputs]),
    ],
    {
      kernel_shape: [window, window],
      strides: [stride, stride],
      pads: [margin, margin, margin, margin],
    },
  );
  return { name, channels: outputs, size: slide(picture.size + 2 * margin, window, stride) };
}

function relu(builder: OnnxBuilder, picture: Picture): Picture {
  return { ...picture, name: builder.node("Relu", [picture.name]) };
}

function pool(
  builder: OnnxBuilder,
  operator: "MaxPool" | "AveragePool",
  picture: Picture,
  window: number,
): Picture {
  const name = builder.node(operator, [picture.name], {
    kernel_shape: [window, window],
    strides: [2, 2],
  });
  return { ...picture, name, size: slide(picture.size, window, 2) };
}

/** Adds zeros after the last channel, row and column. */
function grow(builder: OnnxBuilder, picture: Picture, channels: number, size: number): Picture {
  if (picture.channels === channels && picture.size === size) return picture;
  const more = [0, channels - picture.channels, size - picture.size, size - picture.size];
  const pads = builder.integers([0, 0, 0, 0, ...more]);
  return { name: builder.node("Pad", [picture.name, pads]), channels, size };
}

/** How often a window fits. */
function slide(size: number, window: number, stride: number): number {
  return Math.floor((size - window) / stride) + 1;
}

function same(name: string): { name: string; down: boolean } {
  return { name, down: false };
}

function down(name: string): { name: string; down: boolean } {
  return { name, down: true };
}
