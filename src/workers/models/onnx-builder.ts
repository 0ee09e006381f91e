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
  /** Cuts a value into parts of these sizes along an axis. */
  readonly split: (input: string, axis: number, sizes: readonly number[]) => string[];
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
  const add = (
    operator: string,
    inputs: readonly string[],
    attributes: Attributes,
    outputs: readonly string[],
  ): void => {
    nodes.push({
      name: `${operator}_${nodes.length}`,
      opType: operator,
      input: inputs,
      output: outputs,
      attribute: Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    });
  };
  const integers = (values: readonly number[]): string =>
    constant(elementType.int64, [values.length], BigInt64Array.from(values, BigInt).buffer);
  return {
    integers,
    node(operator, inputs, attributes = {}, output = `value_${nodes.length}`) {
      add(operator, inputs, attributes, [output]);
      return output;
    },
    split(input, axis, sizes) {
      const outputs = sizes.map((_, part) => `value_${nodes.length}_${part}`);
      add("Split", [input, integers(sizes)], { axis }, outputs);
      return outputs;
    },
    floats(values, shape) {
      return constant(elementType.float32, shape, Float32Array.from(values).buffer);
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
