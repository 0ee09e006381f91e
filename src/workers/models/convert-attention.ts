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
    const name = cropMatrix(builder, conversion.value(input).name, parsed.data);
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
  options: z.infer<typeof cropOptions>,
): string {
  const { node, floats, integers } = builder;
  const add = (a: string, b: string): string => node("Add", [a, b]);
  const subtract = (a: string, b: string): string => node("Sub", [a, b]);
  const multiply = (a: string, b: string): string => node("Mul", [a, b]);
  const scalar = (value: number): string => floats([value], [1, 1, 1]);
  const pick = (points: readonly number[]): [x: string, y: string] => {
    const chosen = node("Gather", [landmarks, integers(points)], { axis: 1 });
    const coordinate = (axis: number): string =>
      node("Gather", [chosen, integers([axis])], { axis: 2 });
    return [coordinate(0), coordinate(1)];
  };

  const [leftX, leftY] = pick([options.left_rotation_idx]);
  const [rightX, rightY] = pick([options.right_rotation_idx]);
  const [deltaX, deltaY] = [subtract(rightX, leftX), subtract(rightY, leftY)];
  const distance = node("Sqrt", [add(multiply(deltaX, deltaX), multiply(deltaY, deltaY))]);
  const [cosine, sine] = [node("Div", [deltaX, distance]), node("Div", [deltaY, distance])];

  const [x, y] = pick(options.subset_idxs);
  const levelX = add(multiply(x, cosine), multiply(y, sine));
  const levelY = subtract(multiply(y, cosine), multiply(x, sine));
  const range = (values: string): [centre: string, size: string] => {
    const highest = node("ReduceMax", [values], { axes: [1], keepdims: 1 });
    const lowest = node("ReduceMin", [values], { axes: [1], keepdims: 1 });
    return [multiply(add(highest, lowest), scalar(0.5)), subtract(highest, lowest)];
  };
  const [levelCentreX, boxWidth] = range(levelX);
  const [levelCentreY, boxHeight] = range(levelY);
  const centreX = subtract(multiply(levelCentreX, cosine), multiply(levelCentreY, sine));
  const centreY = add(multiply(levelCentreX, sine), multiply(levelCentreY, cosine));

  const scaleX = multiply(boxWidth, scalar(options.scale_x / options.output_width));
  const scaleY = multiply(boxHeight, scalar(options.scale_y / options.output_height));
  const xx = multiply(cosine, scaleX);
  const xy = node("Neg", [multiply(sine, scaleY)]);
  const yx = multiply(sine, scaleX);
  const yy = multiply(cosine, scaleY);
  const halfWidth = scalar(options.output_width / 2);
  const halfHeight = scalar(options.output_height / 2);
  const shiftX = subtract(subtract(centreX, multiply(xx, halfWidth)), multiply(xy, halfHeight));
  const shiftY = subtract(subtract(centreY, multiply(yx, halfWidth)), multiply(yy, halfHeight));
  const [zero, one] = [scalar(0), scalar(1)];
  const rows = [
    xx,
    xy,
    zero,
    shiftX,
    yx,
    yy,
    zero,
    shiftY,
    zero,
    zero,
    one,
    zero,
    zero,
    zero,
    zero,
    one,
  ];
  return node("Reshape", [node("Concat", rows, { axis: 2 }), integers([1, 4, 4])]);
}
