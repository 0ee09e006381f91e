import { toObject } from "flatbuffers/js/flexbuffers.js";
import * as z from "zod";
import type { OperatorConverter } from "./conversion.ts";
import { modelUnusable } from "./model-error.ts";
import type { OnnxBuilder } from "./onnx-builder.ts";

const cropOptions = z.object({
  subset_idxs: z.array(z.number().int()),
  left_rotation_idx: z.number().int(),
  right_rotation_idx: z.number().int(),
  scale_x: z.number(),
  scale_y: z.number(),
  output_width: z.number().int(),
  output_height: z.number().int(),
  // A zero of 16 bits, which the reader gives as null.
  target_rotation_radians: z.union([z.null(), z.literal(0)]).optional(),
});

/**
 * MediaPipe's own operators of the attention mesh: from the rough landmarks it finds where lips and eyes are, looks
 * there again at full resolution, and brings the finer points back. After the C++ of
 * mediapipe/util/tflite/operations (landmarks_to_transform_matrix, transform_tensor_bilinear, transform_landmarks).
 */
export const attentionConverters: Readonly<Record<string, OperatorConverter>> = {
  /** landmarks 1 × n × 3 → matrix 1 × 4 × 4 from pixels of the crop to pixels of the model's input. */
  Landmarks2TransformMatrix(
    { inputs: [input], outputs: [output], customOptions },
    { builder, ...conversion },
  ) {
    const parsed = cropOptions.safeParse(toObject(Uint8Array.from(customOptions).buffer));
    if (!parsed.success)
      throw modelUnusable("The model's crop options are unreadable.", parsed.error);
    const [, count] = conversion.shape(input);
    const name = cropMatrix(builder, conversion.value(input).name, count, parsed.data);
    conversion.setValue(output, { name, layout: "as-is" });
  },
  /** Samples a picture at the places of a crop's pixel centres; zero outside. */
  TransformTensorBilinear(
    { inputs: [input, matrix], outputs: [output] },
    { builder, ...conversion },
  ) {
    const [, height, width] = conversion.shape(input);
    const [, rows, columns] = conversion.shape(output);
    const centres = pixelCentres(rows, columns);
    const places = transform(
      builder,
      builder.floats(centres, [1, rows * columns, 4]),
      conversion.value(matrix).name,
    );
    const scale = builder.floats([2 / width, 2 / height], [1, 1, 2]);
    const one = builder.floats([1], [1, 1, 1]);
    const grid = builder.node("Reshape", [
      builder.node("Sub", [builder.node("Mul", [places, scale]), one]),
      builder.integers([1, rows, columns, 2]),
    ]);
    const name = builder.node("GridSample", [conversion.value(input).name, grid], {
      mode: "bilinear",
      padding_mode: "zeros",
      align_corners: 0,
    });
    conversion.setValue(output, { name, layout: "channels-first" });
  },
  /** landmarks 1 × n × 2 in pixels of a crop → 1 × n × 2 in pixels of the model's input. */
  TransformLandmarks({ inputs: [input, matrix], outputs: [output] }, { builder, ...conversion }) {
    const [, count] = conversion.shape(input);
    const zeros = builder.floats(new Float32Array(count), [1, count, 1]);
    const ones = builder.floats(new Float32Array(count).fill(1), [1, count, 1]);
    const points = builder.node("Concat", [conversion.value(input).name, zeros, ones], { axis: 2 });
    const name = transform(builder, points, conversion.value(matrix).name);
    conversion.setValue(output, { name, layout: "as-is" });
  },
};

/** points 1 × n × 4 by matrix 1 × 4 × 4 → x and y of each, 1 × n × 2. */
function transform(builder: OnnxBuilder, points: string, matrix: string): string {
  const transposed = builder.node("Transpose", [matrix], { perm: [0, 2, 1] });
  const moved = builder.node("MatMul", [points, transposed]);
  return builder.node("Gather", [moved, builder.integers([0, 1])], { axis: 2 });
}

/** (x + ½, y + ½, 0, 1) of every pixel, row by row. */
function pixelCentres(rows: number, columns: number): Float32Array {
  const centres = new Float32Array(rows * columns * 4);
  for (let pixel = 0; pixel < rows * columns; pixel += 1) {
    centres.set([(pixel % columns) + 0.5, Math.floor(pixel / columns) + 0.5, 0, 1], pixel * 4);
  }
  return centres;
}

/**
 * The matrix that lays a crop over a group of landmarks: turned so that the line between two of them is level, centred
 * on the group's box, `scale` times as large as the box.
 */
function cropMatrix(
  builder: OnnxBuilder,
  landmarks: string,
  count: number,
  options: z.infer<typeof cropOptions>,
): string {
  const { node, floats, integers } = builder;
  const product = (a: string, b: string): string => node("MatMul", [a, b]);
  // As few and as large steps as possible: a step on a number takes the runtime as long as one on a hundred.
  const points = product(landmarks, floats([1, 0, 0, 1, 0, 0], [1, 3, 2]));
  const line = new Float32Array(count);
  line[options.right_rotation_idx] += 1;
  line[options.left_rotation_idx] -= 1;
  const along = product(floats(line, [1, 1, count]), points);
  const length = node("ReduceL2", [along], { axes: [2], keepdims: 1 });
  const level = node("Div", [along, length]);
  const upright = product(level, floats([0, 1, -1, 0], [1, 2, 2]));
  /** Its rows are the directions of the turned crop's sides. */
  const directions = node("Concat", [level, upright], { axis: 1 });

  const group = node("Gather", [points, integers(options.subset_idxs)], { axis: 1 });
  const turned = product(group, node("Transpose", [directions], { perm: [0, 2, 1] }));
  const highest = node("ReduceMax", [turned], { axes: [1], keepdims: 1 });
  const lowest = node("ReduceMin", [turned], { axes: [1], keepdims: 1 });
  const middle = node("Mul", [node("Add", [highest, lowest]), floats([0.5], [1, 1, 1])]);
  const centre = product(middle, directions);

  const { scale_x, scale_y, output_width, output_height } = options;
  const enlarged = floats([scale_x / output_width, scale_y / output_height], [1, 1, 2]);
  const steps = node("Mul", [node("Sub", [highest, lowest]), enlarged]);
  const columns = node("Transpose", [steps], { perm: [0, 2, 1] });
  const sides = node("Mul", [columns, directions]);
  const half = product(floats([output_width / 2, output_height / 2], [1, 1, 2]), sides);
  const shift = node("Sub", [centre, half]);
  const plane = node("Concat", [sides, floats([0, 0], [1, 1, 2]), shift], { axis: 1 });
  const upper = node("Transpose", [plane], { perm: [0, 2, 1] });
  return node("Concat", [upper, floats([0, 0, 1, 0, 0, 0, 0, 1], [1, 2, 4])], { axis: 1 });
}
