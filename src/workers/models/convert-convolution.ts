import type { Conversion, OperatorConverter } from "./conversion.ts";
import type { FlatTable } from "./flat-table.ts";
import { modelUnusable } from "./model-error.ts";
import type { TfliteOperator } from "./read-tflite.ts";

const SAME = 0;

/** Numbers of the option fields; the two kinds of convolution and the pooling share the first three. */
const field = { padding: 0, strideX: 1, strideY: 2, poolWidth: 3, poolHeight: 4 };
const activationField = { CONV_2D: 3, DEPTHWISE_CONV_2D: 4, MAX_POOL_2D: 5 };
const dilationFields = { CONV_2D: [4, 5], DEPTHWISE_CONV_2D: [5, 6] };

/** Operators that slide a window over a picture. */
export const windowConverters: Readonly<Record<string, OperatorConverter>> = {
  CONV_2D(operator, conversion) {
    refuseDilation(operator.options, dilationFields.CONV_2D);
    refuseActivation(operator.options, activationField.CONV_2D);
    const weights = conversion.requireConstant(operator.inputs[1]);
    const [outputs, height, width, inputs] = weights.shape;
    const reordered = channelsBeforeWindow(weights.values, outputs, height * width, inputs);
    const groups = conversion.shape(operator.inputs[0])[3] / inputs;
    convolve(operator, conversion, reordered, [outputs, inputs, height, width], groups);
  },
  DEPTHWISE_CONV_2D(operator, conversion) {
    refuseDilation(operator.options, dilationFields.DEPTHWISE_CONV_2D);
    refuseActivation(operator.options, activationField.DEPTHWISE_CONV_2D);
    const weights = conversion.requireConstant(operator.inputs[1]);
    const [, height, width, channels] = weights.shape;
    if (conversion.shape(operator.inputs[0])[3] !== channels) {
      throw modelUnusable("A depth-wise convolution of the model makes several channels of one.");
    }
    const reordered = channelsBeforeWindow(weights.values, 1, height * width, channels);
    convolve(operator, conversion, reordered, [channels, 1, height, width], channels);
  },
  MAX_POOL_2D({ inputs: [input], outputs: [output], options }, conversion) {
    refuseActivation(options, activationField.MAX_POOL_2D);
    const size = [options?.int32(field.poolHeight) ?? 1, options?.int32(field.poolWidth) ?? 1];
    const name = conversion.builder.node("MaxPool", [conversion.value(input).name], {
      kernel_shape: size,
      ...placement(options, conversion.shape(input), size),
    });
    conversion.setValue(output, { name, layout: "channels-first" });
  },
};

function convolve(
  { inputs: [input, , bias], outputs: [output], options }: TfliteOperator,
  conversion: Conversion,
  weights: Float32Array,
  shape: readonly number[],
  group: number,
): void {
  const { builder } = conversion;
  const biases = conversion.requireConstant(bias);
  const size = shape.slice(2);
  const name = builder.node(
    "Conv",
    [
      conversion.value(input).name,
      builder.floats(weights, shape),
      builder.floats(biases.values, biases.shape),
    ],
    { kernel_shape: size, group, ...placement(options, conversion.shape(input), size) },
  );
  conversion.setValue(output, { name, layout: "channels-first" });
}

/** filter × window × channel → filter × channel × window. */
function channelsBeforeWindow(
  values: ArrayLike<number>,
  filters: number,
  window: number,
  channels: number,
): Float32Array {
  const reordered = new Float32Array(values.length);
  for (let filter = 0; filter < filters; filter += 1) {
    for (let cell = 0; cell < window; cell += 1) {
      for (let channel = 0; channel < channels; channel += 1) {
        reordered[(filter * channels + channel) * window + cell] =
          values[(filter * window + cell) * channels + channel];
      }
    }
  }
  return reordered;
}

/**
 * Strides and explicit padding. TensorFlow's SAME puts the odd pixel after the picture, where ONNX's automatic padding
 * would leave the choice to names that runtimes read differently.
 */
function placement(
  options: FlatTable | undefined,
  [, height, width]: readonly number[],
  [windowHeight, windowWidth]: readonly number[],
): { strides: number[]; pads: number[] } {
  const strideY = options?.int32(field.strideY) ?? 1;
  const strideX = options?.int32(field.strideX) ?? 1;
  const same = (options?.int8(field.padding) ?? SAME) === SAME;
  const [top, bottom] = same ? samePadding(height, windowHeight, strideY) : [0, 0];
  const [left, right] = same ? samePadding(width, windowWidth, strideX) : [0, 0];
  return { strides: [strideY, strideX], pads: [top, left, bottom, right] };
}

function samePadding(
  size: number,
  window: number,
  stride: number,
): [before: number, after: number] {
  const total = Math.max((Math.ceil(size / stride) - 1) * stride + window - size, 0);
  const before = Math.floor(total / 2);
  return [before, total - before];
}

function refuseDilation(options: FlatTable | undefined, fields: readonly number[]): void {
  if (fields.some((dilation) => (options?.int32(dilation, 1) ?? 1) !== 1)) {
    throw modelUnusable("The model uses a dilated convolution, which is not known here.");
  }
}

/** Refuses an activation inside another operator; the face models keep theirs separate. */
export function refuseActivation(options: FlatTable | undefined, activation: number): void {
  if ((options?.int8(activation) ?? 0) !== 0) {
    throw modelUnusable("The model uses a fused activation, which is not known here.");
  }
}
