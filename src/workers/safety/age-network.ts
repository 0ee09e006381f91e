import { readFaceApiWeights } from "../models/face-api-weights.ts";
import { createOnnxBuilder } from "../models/onnx-builder.ts";
import { encodeOnnx } from "../models/onnx-format.ts";
import type { Weights } from "../models/tensorflow-weights.ts";
import { createPictureLayers } from "./picture-layers.ts";
import type { Picture, PictureLayers } from "./picture-layers.ts";

/** Pixels along a side of the network's input. */
export const ageInputSide = 112;
/** What the network has seen subtracted from red, green and blue (of 255) in its training. */
const meanColour = [122.782, 117.001, 104.298];

/**
 * Reads the age network out of the installed `@vladmandic/face-api` (a small Xception of 0.4 MB) and writes it as an ONNX
 * model: `input` 1 × 3 × 112 × 112, RGB 0…255; `age` 1 × 1, years. Its second output, the gender, is left out.
 * @throws AppError `MODEL_UNUSABLE`
 */
export async function buildAgeNetwork(): Promise<Uint8Array> {
  return convert(await readFaceApiWeights("age"));
}

function convert(weights: Weights): Uint8Array {
  const builder = createOnnxBuilder();
  const layers = createPictureLayers(builder, weights);
  const centred = builder.node("Sub", ["input", builder.floats(meanColour, [1, 3, 1, 1])]);
  const scaled = builder.node("Div", [centred, builder.floats([255], [1])]);
  const first = expand(layers, "entry_flow/conv_in", {
    name: scaled,
    channels: 3,
    size: ageInputSide,
  });
  let picture = layers.relu(first);
  picture = reduce(layers, "entry_flow/reduction_block_0", picture, picture);
  picture = reduce(layers, "entry_flow/reduction_block_1", layers.relu(picture), picture);
  for (const block of ["middle_flow/main_block_0", "middle_flow/main_block_1"]) {
    let changed = picture;
    for (const layer of ["separable_conv0", "separable_conv1", "separable_conv2"]) {
      changed = separate(layers, `${block}/${layer}`, layers.relu(changed));
    }
    picture = layers.add(changed, picture);
  }
  picture = reduce(layers, "exit_flow/reduction_block", layers.relu(picture), picture);
  picture = layers.relu(separate(layers, "exit_flow/separable_conv", picture));
  const rest = { rows: picture.size, columns: picture.size, stride: 1, padding: "valid" } as const;
  const row = layers.flatten(layers.pool(picture, "AveragePool", rest));
  builder.node("Identity", [layers.dense(row, "fc/age/weights", "fc/age/bias")], {}, "age");
  const dims = [1, 3, ageInputSide, ageInputSide];
  return encodeOnnx(
    builder.graph("face-age", [{ name: "input", dims }], [{ name: "age", dims: [1, 1] }]),
  );
}

/** A convolution that halves the picture. */
function expand(layers: PictureLayers, name: string, picture: Picture): Picture {
  const [kernel, bias] = [`${name}/filters`, `${name}/bias`];
  return layers.convolve(picture, { kernel, bias, stride: 2, padding: "same" });
}

/** Each channel alone, then all of them pixel by pixel. */
function separate(layers: PictureLayers, name: string, picture: Picture): Picture {
  const window = { stride: 1, padding: "same" } as const;
  const alone = layers.convolveDepthwise(picture, {
    kernel: `${name}/depthwise_filter`,
    ...window,
  });
  const [kernel, bias] = [`${name}/pointwise_filter`, `${name}/bias`];
  return layers.convolve(alone, { kernel, bias, ...window });
}

/** Two separable convolutions and a halving, beside a halving convolution. */
function reduce(layers: PictureLayers, name: string, active: Picture, picture: Picture): Picture {
  const first = separate(layers, `${name}/separable_conv0`, active);
  const second = separate(layers, `${name}/separable_conv1`, layers.relu(first));
  const halved = layers.pool(second, "MaxPool", {
    rows: 3,
    columns: 3,
    stride: 2,
    padding: "same",
  });
  return layers.add(halved, expand(layers, `${name}/expansion_conv`, picture));
}
