import { modelUnusable } from "./model-error.ts";
import type { OnnxBuilder } from "./onnx-builder.ts";
import type { Constant } from "./read-constants.ts";
import type { TfliteOperator, TfliteTensor } from "./read-tflite.ts";

/**
 * A value at run time. TensorFlow Lite keeps pictures as batch, row, column, channel; ONNX wants the channels before
 * the rows. Pictures are `channels-first` in the converted graph; all else is `as-is`, in TensorFlow Lite's own order.
 */
export interface Value {
  readonly name: string;
  readonly layout: "channels-first" | "as-is";
}

/** The state of one conversion; tensors are named by their TensorFlow Lite index. */
export interface Conversion {
  readonly builder: OnnxBuilder;
  shape(tensor: number): readonly number[];
  value(tensor: number): Value;
  setValue(tensor: number, value: Value): void;
  /** The content of a tensor that is known before the model runs, or undefined. */
  constant(tensor: number): Constant | undefined;
  requireConstant(tensor: number): Constant;
}

/** Writes the nodes that do what one TensorFlow Lite operator does. */
export type OperatorConverter = (operator: TfliteOperator, conversion: Conversion) => void;

export function createConversion(
  tensors: readonly Pick<TfliteTensor, "shape">[],
  constants: ReadonlyMap<number, Constant>,
  builder: OnnxBuilder,
): Conversion {
  const values = new Map<number, Value>();
  const requireConstant = (tensor: number): Constant => {
    const known = constants.get(tensor);
    if (known === undefined)
      throw modelUnusable(`Tensor ${tensor} of the model should be constant.`);
    return known;
  };
  return {
    builder,
    constant: (tensor) => constants.get(tensor),
    requireConstant,
    shape: (tensor) => tensors[tensor].shape,
    value(tensor) {
      const value = values.get(tensor);
      if (value === undefined)
        throw modelUnusable(`Tensor ${tensor} of the model is used before it is made.`);
      return value;
    },
    setValue: (tensor, value) => void values.set(tensor, value),
  };
}

/** The value in TensorFlow Lite's own order of dimensions. */
export function asIs(value: Value, builder: OnnxBuilder): string {
  if (value.layout === "as-is") return value.name;
  return builder.node("Transpose", [value.name], { perm: [0, 2, 3, 1] });
}
