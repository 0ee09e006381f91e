import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import * as z from "zod";
import { modelUnusable } from "../models/model-error.ts";
import { unpackWeights, weightsManifest } from "../models/tensorflow-weights.ts";
import type { Weights } from "../models/tensorflow-weights.ts";

const require = createRequire(import.meta.url);

/** The two networks of the package that are kept as Keras layers. */
export type ClassifierName = "MobileNetV2" | "InceptionV3";

/** A network as the package ships it: layers in the order in which they are computed, and their weights by name. */
export interface ShippedClassifier {
  readonly layers: readonly KerasLayer[];
  readonly weights: Weights;
}

const side = z.number().int().positive();
const window = {
  strides: z.tuple([side, side]),
  padding: z.enum(["same", "valid"]),
};
const convolution = { ...window, use_bias: z.boolean(), activation: z.literal("linear") };
const pooling = z.object({ ...window, pool_size: z.tuple([side, side]) });
const inbound = z.array(z.array(z.tuple([z.string(), z.number(), z.number(), z.unknown()])));
const named = { name: z.string(), inbound_nodes: inbound };
const nothing = z.object({});

/** The layers that these networks have; another one makes the model unusable rather than wrong. */
const kerasLayer = z.discriminatedUnion("class_name", [
  z.object({
    ...named,
    class_name: z.literal("InputLayer"),
    config: z.object({ batch_input_shape: z.tuple([z.null(), side, side, z.literal(3)]) }),
  }),
  z.object({
    ...named,
    class_name: z.literal("ZeroPadding2D"),
    config: z.object({ padding: z.array(z.array(z.number())) }),
  }),
  z.object({ ...named, class_name: z.literal("Conv2D"), config: z.object(convolution) }),
  z.object({ ...named, class_name: z.literal("DepthwiseConv2D"), config: z.object(convolution) }),
  z.object({
    ...named,
    class_name: z.literal("BatchNormalization"),
    config: z.object({ epsilon: z.number() }),
  }),
  z.object({
    ...named,
    class_name: z.literal("Activation"),
    config: z.object({ activation: z.literal("relu") }),
  }),
  z.object({
    ...named,
    class_name: z.literal("ReLU"),
    config: z.object({ max_value: z.literal(6) }),
  }),
  z.object({ ...named, class_name: z.literal("MaxPooling2D"), config: pooling }),
  z.object({ ...named, class_name: z.literal("AveragePooling2D"), config: pooling }),
  z.object({
    ...named,
    class_name: z.literal("Dense"),
    config: z.object({ activation: z.enum(["relu", "softmax"]) }),
  }),
  z.object({ ...named, class_name: z.enum(["Add", "Concatenate"]), config: nothing }),
  z.object({ ...named, class_name: z.enum(["Flatten", "Dropout"]), config: nothing }),
]);
export type KerasLayer = z.infer<typeof kerasLayer>;

const modelFile = z.object({
  modelTopology: z.object({
    model_config: z.object({ config: z.object({ layers: z.array(kerasLayer) }) }),
  }),
  weightsManifest,
});
/** Base64. */
const weightFile = z.string();

/**
 * Reads a network out of the installed `nsfwjs`. Nothing is downloaded: the models are files of the package.
 * @throws AppError `MODEL_UNUSABLE`
 */
export async function readShippedClassifier(name: ClassifierName): Promise<ShippedClassifier> {
  try {
    const folder = join(dirname(require.resolve("nsfwjs")), "../models", folders[name]);
    const { modelTopology, weightsManifest: groups } = modelFile.parse(
      await readExport(join(folder, "model.min.js")),
    );
    const [group] = groups;
    const parts = group.paths.map(async (path) =>
      Buffer.from(weightFile.parse(await readExport(join(folder, `${path}.min.js`))), "base64"),
    );
    return {
      layers: modelTopology.model_config.config.layers,
      weights: unpackWeights(group, Buffer.concat(await Promise.all(parts))),
    };
  } catch (error) {
    throw modelUnusable(`The classifier ${name} is not installed as we know it.`, error);
  }
}

const folders: Readonly<Record<ClassifierName, string>> = {
  MobileNetV2: "mobilenet_v2",
  InceptionV3: "inception_v3",
};

/**
 * What a data file of the package exports. Run here and not by `require`: a loader of TypeScript takes minutes to look
 * through megabytes of base64 for something to translate.
 */
async function readExport(file: string): Promise<unknown> {
  const module: { exports: unknown } = { exports: {} };
  const run = compileFunction(await readFile(file, "utf8"), ["module", "exports"], {
    filename: file,
  });
  run(module, module.exports);
  return module.exports;
}
