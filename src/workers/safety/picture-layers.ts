import type { OnnxBuilder } from "../models/onnx-builder.ts";
import { weightNamed } from "../models/tensorflow-weights.ts";
import type { Weights } from "../models/tensorflow-weights.ts";

/** A square picture between two layers: 1 × channels × size × size. */
export interface Picture {
  readonly name: string;
  readonly channels: number;
  readonly size: number;
}

/** How a window goes over a picture: TensorFlow's `same` puts the odd pixel of its padding after the picture. */
export interface Window {
  readonly rows: number;
  readonly columns: number;
  readonly stride: number;
  readonly padding: "same" | "valid";
}

/** What a convolution reads and how; left out, it has no bias. */
interface Convolution extends Omit<Window, "rows" | "columns"> {
  readonly kernel: string;
  readonly bias?: string | undefined;
}

/** The layers that TensorFlow's picture classifiers are made of, written as ONNX nodes. */
export interface PictureLayers {
  /** Kernel: row, column, input, output. */
  convolve(picture: Picture, convolution: Convolution): Picture;
  /** One filter a channel. Kernel: row, column, channel, 1. */
  convolveDepthwise(picture: Picture, convolution: Convolution): Picture;
  /** Weights `name/gamma` (where there is one), `name/beta`, `name/moving_mean`, `name/moving_variance`. */
  normalise(picture: Picture, name: string, epsilon: number): Picture;
  relu(picture: Picture): Picture;
  /** min(max(x, 0), 6) */
  relu6(picture: Picture): Picture;
  add(a: Picture, b: Picture): Picture;
  /** Adds zeros after the last rows and columns, and before the first. */
  pad(picture: Picture, before: number, after: number): Picture;
  pool(picture: Picture, kind: "MaxPool" | "AveragePool", window: Window): Picture;
  concatenate(pictures: readonly Picture[]): Picture;
  /** A picture of one pixel, or values already: 1 × inputs → 1 × outputs. */
  dense(values: string, kernel: string, bias: string): string;
  /** 1 × channels × 1 × 1 → 1 × channels. */
  flatten(picture: Picture): string;
}

export function createPictureLayers(builder: OnnxBuilder, weights: Weights): PictureLayers {
  const values = (name: string) => weightNamed(weights, name);
  const vector = (name: string) => {
    const { values: numbers } = values(name);
    return builder.floats(numbers, [numbers.length]);
  };

  function slide(
    operator: string,
    picture: Picture,
    inputs: readonly string[],
    { rows, columns, stride, padding }: Window,
    more: { readonly channels?: number; readonly group?: number } = {},
  ): Picture {
    const isSame = padding === "same";
    const shorter = isSame ? picture.size : picture.size - Math.max(rows, columns) + 1;
    const size = Math.ceil(shorter / stride);
    const margin = (side: number) =>
      isSame ? Math.max((size - 1) * stride + side - picture.size, 0) : 0;
    const [above, left] = [margin(rows) >> 1, margin(columns) >> 1];
    const name = builder.node(operator, [picture.name, ...inputs], {
      kernel_shape: [rows, columns],
      strides: [stride, stride],
      pads: [above, left, margin(rows) - above, margin(columns) - left],
      ...(more.group !== undefined && { group: more.group }),
    });
    return { name, channels: more.channels ?? picture.channels, size };
  }

  return {
    convolve(picture, { kernel, bias, ...window }) {
      const { values: numbers, shape } = values(kernel);
      const [rows, columns, inputs, outputs] = shape;
      const filters = outputsFirst(numbers, rows * columns, inputs, outputs);
      const constants = [
        builder.floats(filters, [outputs, inputs, rows, columns]),
        ...(bias === undefined ? [] : [vector(bias)]),
      ];
      return slide("Conv", picture, constants, { rows, columns, ...window }, { channels: outputs });
    },
    convolveDepthwise(picture, { kernel, bias, ...window }) {
      const { values: numbers, shape } = values(kernel);
      const [rows, columns, channels] = shape;
      const filters = outputsFirst(numbers, rows * columns, 1, channels);
      const constants = [
        builder.floats(filters, [channels, 1, rows, columns]),
        ...(bias === undefined ? [] : [vector(bias)]),
      ];
      return slide("Conv", picture, constants, { rows, columns, ...window }, { group: channels });
    },
    normalise(picture, name, epsilon) {
      // As gain and offset: (x − mean) · gamma ∕ √(variance + epsilon) + beta.
      const mean = values(`${name}/moving_mean`).values;
      const beta = values(`${name}/beta`).values;
      const gamma = weights.get(`${name}/gamma`)?.values;
      const gain = values(`${name}/moving_variance`).values.map(
        (variance, channel) => (gamma?.[channel] ?? 1) / Math.sqrt(variance + epsilon),
      );
      const offset = gain.map((factor, channel) => beta[channel] - mean[channel] * factor);
      const shape = [1, picture.channels, 1, 1];
      const scaled = builder.node("Mul", [picture.name, builder.floats(gain, shape)]);
      return { ...picture, name: builder.node("Add", [scaled, builder.floats(offset, shape)]) };
    },
    relu: (picture) => ({ ...picture, name: builder.node("Relu", [picture.name]) }),
    relu6(picture) {
      const [low, high] = [builder.floats([0], []), builder.floats([6], [])];
      return { ...picture, name: builder.node("Clip", [picture.name, low, high]) };
    },
    add: (a, b) => ({ ...a, name: builder.node("Add", [a.name, b.name]) }),
    pad(picture, before, after) {
      const pads = builder.integers([0, 0, before, before, 0, 0, after, after]);
      const name = builder.node("Pad", [picture.name, pads]);
      return { ...picture, name, size: picture.size + before + after };
    },
    pool: (picture, kind, window) => slide(kind, picture, [], window),
    concatenate(pictures) {
      const names = pictures.map(({ name }) => name);
      const channels = pictures.reduce((sum, picture) => sum + picture.channels, 0);
      return { ...pictures[0], name: builder.node("Concat", names, { axis: 1 }), channels };
    },
    dense(input, kernel, bias) {
      const { values: numbers, shape } = values(kernel);
      const product = builder.node("MatMul", [input, builder.floats(numbers, shape)]);
      return builder.node("Add", [product, vector(bias)]);
    },
    flatten: ({ name }) => builder.node("Flatten", [name]),
  };
}

/** From row, column, input, output to output, input, row, column. */
function outputsFirst(
  values: Float32Array,
  cells: number,
  inputs: number,
  outputs: number,
): Float32Array {
  const filters = new Float32Array(values.length);
  for (let cell = 0; cell < cells; cell += 1) {
    for (let input = 0; input < inputs; input += 1) {
      for (let output = 0; output < outputs; output += 1) {
        filters[(output * inputs + input) * cells + cell] =
          values[(cell * inputs + input) * outputs + output];
      }
    }
  }
  return filters;
}
