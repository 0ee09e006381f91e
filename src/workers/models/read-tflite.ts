import { ByteBuffer } from "flatbuffers";
import { rootTable, type FlatTable } from "./flat-table.ts";
import { modelUnusable } from "./model-error.ts";

export interface TfliteTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: "float32" | "float16" | "int32";
  /** Little-endian content; empty for what is computed at run time. */
  readonly bytes: Uint8Array;
}

export interface TfliteOperator {
  /** A name of `builtinOperators`, or the name of a custom operator. */
  readonly kind: string;
  /** Indexes of tensors; -1 for an optional input that is not given. */
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** The options table that belongs to `kind`; undefined when all its fields are the defaults. */
  readonly options: FlatTable | undefined;
  /** A FlexBuffer, for custom operators. */
  readonly customOptions: Uint8Array;
  /** Of an operator that `sideBySide` made: which of the pictures that lie side by side it is about. */
  readonly lanes?: readonly number[];
}

export interface TfliteModel {
  readonly tensors: readonly TfliteTensor[];
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  /** In the order in which they run. */
  readonly operators: readonly TfliteOperator[];
}

/** The built-in operators that occur in the face models, by their number in the TensorFlow Lite schema. */
const builtinOperators: Readonly<Record<number, string>> = {
  0: "ADD",
  2: "CONCATENATION",
  3: "CONV_2D",
  4: "DEPTHWISE_CONV_2D",
  6: "DEQUANTIZE",
  17: "MAX_POOL_2D",
  18: "MUL",
  19: "RELU",
  22: "RESHAPE",
  34: "PAD",
  45: "STRIDED_SLICE",
  54: "PRELU",
};
const CUSTOM = 32;

const tensorTypes: Readonly<Record<number, TfliteTensor["type"]>> = {
  0: "float32",
  1: "float16",
  2: "int32",
};

/**
 * Reads a .tflite file: a FlatBuffer of the TensorFlow Lite schema (tensorflow/lite/schema/schema.fbs), whose field
 * numbers are used here. Only the first subgraph is read; the face models have one.
 * @throws AppError `MODEL_UNUSABLE` for an operator or tensor type that the face models do not use
 */
export function readTflite(bytes: Uint8Array): TfliteModel {
  const model = rootTable(new ByteBuffer(bytes));
  const kinds = model.tables(1).map(operatorKind);
  const buffers = model.tables(4).map((buffer) => buffer.bytes(0));
  const graph = model.tables(2)[0];
  if (graph === undefined) throw modelUnusable("The model has no graph.");
  return {
    tensors: graph.tables(0).map((tensor) => ({
      name: tensor.text(3),
      shape: tensor.int32s(0),
      type: tensorType(tensor.int8(1)),
      bytes: buffers[tensor.int32(2)],
    })),
    inputs: graph.int32s(1),
    outputs: graph.int32s(2),
    operators: graph.tables(3).map((operator) => ({
      kind: kinds[operator.int32(0)],
      inputs: operator.int32s(1),
      outputs: operator.int32s(2),
      options: operator.table(4),
      customOptions: operator.bytes(5),
    })),
  };
}

function operatorKind(operatorCode: FlatTable): string {
  // Codes above 127 came later, in a wider field; files hold the larger of the two.
  const code = Math.max(operatorCode.int8(0), operatorCode.int32(3));
  const kind = code === CUSTOM ? operatorCode.text(1) : builtinOperators[code];
  if (kind === undefined)
    throw modelUnusable(`The model uses operator ${code}, which is not known here.`);
  return kind;
}

function tensorType(code: number): TfliteTensor["type"] {
  const type = tensorTypes[code];
  if (type === undefined)
    throw modelUnusable(`The model uses tensor type ${code}, which is not known here.`);
  return type;
}
