import { modelUnusable } from "../models/model-error.ts";
import { createOnnxBuilder } from "../models/onnx-builder.ts";
import { encodeOnnx } from "../models/onnx-format.ts";
import { createPictureLayers } from "./picture-layers.ts";
import type { Picture, Window } from "./picture-layers.ts";
import type { KerasLayer, ShippedClassifier } from "./shipped-classifier.ts";

/** An ONNX model: `input` 1 × 3 × side × side, RGB 0…1; `classes` 1 × 5, probabilities. */
export interface ConvertedClassifier {
  readonly model: Uint8Array;
  readonly side: number;
}

/**
 * Writes a Keras picture classifier as an ONNX model, so that it runs without TensorFlow.js.
 * @throws AppError `MODEL_UNUSABLE` for a network that is not built of the layers known here
 */
export function convertKeras({ layers, weights }: ShippedClassifier): ConvertedClassifier {
  const builder = createOnnxBuilder();
  const nodes = createPictureLayers(builder, weights);
  const pictures = new Map<string, Picture>();
  /** Behind the flattening: 1 × values. */
  const rows = new Map<string, string>();
  const output = layers[layers.length - 1].name;
  let side = 0;

  const picturesOf = (layer: KerasLayer) => inputsOf(layer).map((name) => found(pictures, name));
  const rowOf = (layer: KerasLayer) => found(rows, inputsOf(layer)[0]);

  function pictureOf(layer: KerasLayer): Picture | undefined {
    const [picture, ...others] = layer.class_name === "InputLayer" ? [] : picturesOf(layer);
    switch (layer.class_name) {
      case "InputLayer":
        [, side] = layer.config.batch_input_shape;
        return { name: "input", channels: 3, size: side };
      case "ZeroPadding2D":
        return nodes.pad(picture, layer.config.padding[0][0], layer.config.padding[0][1]);
      case "Conv2D":
        return nodes.convolve(picture, {
          kernel: `${layer.name}/kernel`,
          bias: layer.config.use_bias ? `${layer.name}/bias` : undefined,
          ...windowOf(layer.config),
        });
      case "DepthwiseConv2D":
        return nodes.convolveDepthwise(picture, {
          kernel: `${layer.name}/depthwise_kernel`,
          bias: layer.config.use_bias ? `${layer.name}/bias` : undefined,
          ...windowOf(layer.config),
        });
      case "BatchNormalization":
        return nodes.normalise(picture, layer.name, layer.config.epsilon);
      case "Activation":
        return nodes.relu(picture);
      case "ReLU":
        return nodes.relu6(picture);
      case "MaxPooling2D":
      case "AveragePooling2D":
        return nodes.pool(
          picture,
          layer.class_name === "MaxPooling2D" ? "MaxPool" : "AveragePool",
          {
            rows: layer.config.pool_size[0],
            columns: layer.config.pool_size[1],
            ...windowOf(layer.config),
          },
        );
      case "Add":
        return others.reduce((sum, other) => nodes.add(sum, other), picture);
      case "Concatenate":
        return nodes.concatenate([picture, ...others]);
      case "Flatten":
      case "Dense":
      case "Dropout":
        return undefined;
      default:
        return layer satisfies never;
    }
  }

  for (const layer of layers) {
    if (layer.class_name === "Flatten") {
      const [picture] = picturesOf(layer);
      // Only of one pixel is the order of rows, columns and channels the same in both worlds.
      if (picture.size !== 1) throw modelUnusable("A classifier flattens more than one pixel.");
      rows.set(layer.name, nodes.flatten(picture));
    } else if (layer.class_name === "Dropout") {
      rows.set(layer.name, rowOf(layer));
    } else if (layer.class_name === "Dense") {
      const sums = nodes.dense(rowOf(layer), `${layer.name}/kernel`, `${layer.name}/bias`);
      const operator = layer.config.activation === "relu" ? "Relu" : "Softmax";
      const name = layer.name === output ? "classes" : undefined;
      rows.set(layer.name, builder.node(operator, [sums], {}, name));
    } else {
      const picture = pictureOf(layer);
      if (picture) pictures.set(layer.name, picture);
    }
  }
  const graph = builder.graph(
    "scene-classifier",
    [{ name: "input", dims: [1, 3, side, side] }],
    [{ name: "classes", dims: [1, 5] }],
  );
  return { model: encodeOnnx(graph), side };
}

function inputsOf({ inbound_nodes: [nodes = []] }: KerasLayer): string[] {
  return nodes.map(([name]) => name);
}

function windowOf(config: {
  readonly strides: readonly number[];
  readonly padding: "same" | "valid";
}): Omit<Window, "rows" | "columns"> {
  return { stride: config.strides[0], padding: config.padding };
}

function found<T>(values: ReadonlyMap<string, T>, name: string): T {
  const value = values.get(name);
  if (value === undefined) throw modelUnusable(`A layer reads ${name} before it is computed.`);
  return value;
}
