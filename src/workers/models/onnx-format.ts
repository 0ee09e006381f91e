import protobuf from "protobufjs/light.js";

/** Element types of a tensor (TensorProto.DataType). */
export const elementType = { float32: 1, int64: 7 } as const;

/** Kinds of attribute (AttributeProto.AttributeType). */
export const attributeType = { integer: 2, text: 3, integers: 7 } as const;

export interface OnnxAttribute {
  readonly name: string;
  readonly type: number;
  readonly i?: number;
  readonly s?: Uint8Array;
  readonly ints?: readonly number[];
}

export interface OnnxNode {
  readonly name: string;
  readonly opType: string;
  readonly input: readonly string[];
  readonly output: readonly string[];
  readonly attribute: readonly OnnxAttribute[];
}

export interface OnnxTensor {
  readonly name: string;
  readonly dims: readonly number[];
  readonly dataType: number;
  /** Little-endian. */
  readonly rawData: Uint8Array;
}

/** A float32 input or output. */
export interface OnnxPort {
  readonly name: string;
  readonly dims: readonly number[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly node: readonly OnnxNode[];
  readonly initializer: readonly OnnxTensor[];
  readonly input: readonly OnnxPort[];
  readonly output: readonly OnnxPort[];
}

const repeated = "repeated";

/** The messages and fields of onnx.proto that our models need, under their own numbers. */
const onnx = protobuf.Root.fromJSON({
  nested: {
    ModelProto: {
      fields: {
        irVersion: { type: "int64", id: 1 },
        producerName: { type: "string", id: 2 },
        graph: { type: "GraphProto", id: 7 },
        opsetImport: { rule: repeated, type: "OperatorSetIdProto", id: 8 },
      },
    },
    OperatorSetIdProto: {
      fields: { domain: { type: "string", id: 1 }, version: { type: "int64", id: 2 } },
    },
    GraphProto: {
      fields: {
        node: { rule: repeated, type: "NodeProto", id: 1 },
        name: { type: "string", id: 2 },
        initializer: { rule: repeated, type: "TensorProto", id: 5 },
        input: { rule: repeated, type: "ValueInfoProto", id: 11 },
        output: { rule: repeated, type: "ValueInfoProto", id: 12 },
      },
    },
    NodeProto: {
      fields: {
        input: { rule: repeated, type: "string", id: 1 },
        output: { rule: repeated, type: "string", id: 2 },
        name: { type: "string", id: 3 },
        opType: { type: "string", id: 4 },
        attribute: { rule: repeated, type: "AttributeProto", id: 5 },
      },
    },
    AttributeProto: {
      fields: {
        name: { type: "string", id: 1 },
        i: { type: "int64", id: 3 },
        s: { type: "bytes", id: 4 },
        ints: { rule: repeated, type: "int64", id: 8 },
        type: { type: "int32", id: 20 },
      },
    },
    TensorProto: {
      fields: {
        dims: { rule: repeated, type: "int64", id: 1 },
        dataType: { type: "int32", id: 2 },
        name: { type: "string", id: 8 },
        rawData: { type: "bytes", id: 9 },
      },
    },
    ValueInfoProto: {
      fields: { name: { type: "string", id: 1 }, type: { type: "TypeProto", id: 2 } },
    },
    TypeProto: { fields: { tensorType: { type: "TensorTypeProto", id: 1 } } },
    TensorTypeProto: {
      fields: { elemType: { type: "int32", id: 1 }, shape: { type: "TensorShapeProto", id: 2 } },
    },
    TensorShapeProto: { fields: { dim: { rule: repeated, type: "DimensionProto", id: 1 } } },
    DimensionProto: { fields: { dimValue: { type: "int64", id: 1 } } },
  },
});

/** The format's version 8 came with operator set 16, the first that has GridSample. */
const FORMAT_VERSION = 8;
const OPERATOR_SET = 16;

/** Serialises a graph as an ONNX model; the same graph gives the same bytes. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const model = onnx.lookupType("ModelProto");
  const message = model.fromObject({
    irVersion: FORMAT_VERSION,
    producerName: "face-models",
    opsetImport: [{ domain: "", version: OPERATOR_SET }],
    graph: { ...graph, input: graph.input.map(valueInfo), output: graph.output.map(valueInfo) },
  });
  return model.encode(message).finish();
}

function valueInfo(port: OnnxPort): object {
  const shape = { dim: port.dims.map((dimValue) => ({ dimValue })) };
  return { name: port.name, type: { tensorType: { elemType: elementType.float32, shape } } };
}
