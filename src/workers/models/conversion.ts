import { modelUnusable } from "./model-error.ts";
import type { OnnxBuilder } from "./onnx-builder.ts";
import type { TfliteOperator, TfliteTensor } from "./read-tflite.ts";

/**
 * A value at run time. TensorFlow Lite keeps pictures as batch, row, column, channel; ONNX wants the channels before
 * the rows. Pictures are `channels-first` in the converted graph; all else is `as-is`, in TensorFlow Lite's own order.
 */
export interface Value {
  readonly name: string;
  readonly layout: "channels-first" | "as-is";
}

interface Constant {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
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
  /** Gives a tensor the content of another one: how half-precision weights are unpacked once and for all. */
  aliasConstant(tensor: number, source: number): void;
}

/** Writes the nodes that do what one TensorFlow Lite operator does. */
export type OperatorConverter = (operator: TfliteOperator, conversion: Conversion) => void;

export function createConversion(
  tensors: readonly TfliteTensor[],
  builder: OnnxBuilder,
): Conversion {
  const values = new Map<number, Value>();
  const constants = new Map<number, Constant>();
  const constant = (tensor: number): Constant | undefined => {
    const known = constants.get(tensor);
    if (known !== undefined || tensor < 0 || tensors[tensor].bytes.length === 0) return known;
    const read = readConstant(tensors[tensor]);
    constants.set(tensor, read);
    return read;
  };
  const requireConstant = (tensor: number): Constant => {
    const known = constant(tensor);
    if (known === undefined)
      throw modelUnusable(`Tensor ${tensor} of the model should be constant.`);
    return known;
  };
  return {
    builder,
    constant,
    requireConstant,
    shape: (tensor) => tensors[tensor].shape,
    value(tensor) {
      const value = values.get(tensor);
      if (value === undefined)
        throw modelUnusable(`Tensor ${tensor} of the model is used before it is made.`);
      return value;
    },
    setValue: (tensor, value) => void values.set(tensor, value),
    aliasConstant(tensor, source) {
      constants.set(tensor, { ...requireConstant(source), shape: tensors[tensor].shape });
    },
  };
}

/** The value in TensorFlow Lite's own order of dimensions. */
export function asIs(value: Value, builder: OnnxBuilder): string {
  if (value.layout === "as-is") return value.name;
  return builder.node("Transpose", [value.name], { perm: [0, 2, 3, 1] });
}

function readConstant({ bytes, shape, type }: TfliteTensor): Constant {
  // Copied, so that the typed arrays begin at a multiple of their element size.
  const { buffer } = Uint8Array.from(bytes);
  if (type === "float32") return { shape, values: new Float32Array(buffer) };
  if (type === "int32") return { shape, values: new Int32Array(buffer) };
  return { shape, values: Float32Array.from(new Uint16Array(buffer), halfToSingle) };
}

/** IEEE 754 binary16 → number. */
function halfToSingle(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 31;
  const fraction = half & 1023;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction === 0 ? sign * Infinity : NaN;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
