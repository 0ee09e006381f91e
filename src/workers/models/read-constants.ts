import { modelUnusable } from "./model-error.ts";
import type { TfliteModel, TfliteTensor } from "./read-tflite.ts";

/** The content of a tensor that is known before the model runs. */
export interface Constant {
  readonly shape: readonly number[];
  readonly values: Float32Array | Int32Array;
}

/** Only there to unpack half-precision weights, which is done once and for all. */
export const UNPACKING = "DEQUANTIZE";

/**
 * Reads the constants of a model by the numbers of their tensors, half-precision weights unpacked.
 * @throws AppError `MODEL_UNUSABLE` when the model unpacks what is no constant
 */
export function readConstants({ tensors, operators }: TfliteModel): Map<number, Constant> {
  const constants = new Map<number, Constant>();
  for (const [number, tensor] of tensors.entries()) {
    if (tensor.bytes.length > 0) constants.set(number, readConstant(tensor));
  }
  for (const { kind, inputs, outputs } of operators) {
    if (kind !== UNPACKING) continue;
    const packed = constants.get(inputs[0]);
    if (packed === undefined) throw modelUnusable("The model unpacks what is no constant.");
    constants.set(outputs[0], { ...packed, shape: tensors[outputs[0]].shape });
  }
  return constants;
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
