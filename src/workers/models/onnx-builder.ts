import {
  attributeType,
  elementType,
  type OnnxAttribute,
  type OnnxGraph,
  type OnnxNode,
  type OnnxPort,
  type OnnxTensor,
} from "./onnx-format.ts";

/** What a node's attributes may be in the models we write: an integer, integers, or a word. */
type Attributes = Readonly<Record<string, number | readonly number[] | string>>;

/** Collects nodes and constants; every call returns the name of the value it made. */
export interface OnnxBuilder {
  /** `output` is the value's name; one is made up when it does not matter. */
  readonly node: (
    operator: string,
    inputs: readonly string[],
    attributes?: Attributes,
    output?: string,
  ) => string;
  readonly floats: (values: ArrayLike<number>, shape: readonly number[]) => string;
  readonly integers: (values: readonly number[]) => string;
  readonly graph: (
    name: string,
    inputs: readonly OnnxPort[],
    outputs: readonly OnnxPort[],
  ) => OnnxGraph;
}

export function createOnnxBuilder(): OnnxBuilder {
  const nodes: OnnxNode[] = [];
  const constants: OnnxTensor[] = [];
  const constant = (dataType: number, dims: readonly number[], data: ArrayBuffer): string => {
    const name = `constant_${constants.length}`;
    constants.push({ name, dims, dataType, rawData: new Uint8Array(data) });
    return name;
  };
  return {
    node(operator, inputs, attributes = {}, output = `value_${nodes.length}`) {
      nodes.push({
        name: `${operator}_${nodes.length}`,
        opType: operator,
        input: inputs,
        output: [output],
        attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
      });
      return output;
    },
    floats(values, shape) {
      return constant(elementType.float32, shape, Float32Array.from(values).buffer);
    },
    integers(values) {
      const wide = BigInt64Array.from(values, BigInt);
      return constant(elementType.int64, [values.length], wide.buffer);
    },
    graph(name, inputs, outputs) {
      return { name, node: nodes, initializer: constants, input: inputs, output: outputs };
    },
  };
}

function attribute(name: string, value: Attributes[string]): OnnxAttribute {
  if (typeof value === "number") return { name, type: attributeType.integer, i: value };
  if (typeof value === "string") {
    return { name, type: attributeType.text, s: new TextEncoder().encode(value) };
  }
  return { name, type: attributeType.integers, ints: value };
}
