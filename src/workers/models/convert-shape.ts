import { asIs, type OperatorConverter } from "./conversion.ts";
import { modelUnusable } from "./model-error.ts";

/** Where ONNX keeps TensorFlow Lite's dimensions of a picture: batch, channel, row, column. */
const channelsFirst = [0, 3, 1, 2];

/** Operators that move elements without changing them. */
export const shapeConverters: Readonly<Record<string, OperatorConverter>> = {
  RESHAPE({ inputs: [input], outputs: [output] }, { builder, ...conversion }) {
    const shape = builder.integers(conversion.shape(output));
    const name = builder.node("Reshape", [asIs(conversion.value(input), builder), shape]);
    conversion.setValue(output, { name, layout: "as-is" });
  },
  CONCATENATION({ inputs, outputs: [output], options }, { builder, ...conversion }) {
    const names = inputs.map((input) => asIs(conversion.value(input), builder));
    const name = builder.node("Concat", names, { axis: options?.int32(0) ?? 0 });
    conversion.setValue(output, { name, layout: "as-is" });
  },
  PAD({ inputs: [input, amounts], outputs: [output] }, { builder, ...conversion }) {
    const { name: source, layout } = conversion.value(input);
    if (layout !== "channels-first")
      throw modelUnusable("The model pads something other than a picture.");
    const { values } = conversion.requireConstant(amounts);
    const before = channelsFirst.map((dimension) => values[2 * dimension]);
    const after = channelsFirst.map((dimension) => values[2 * dimension + 1]);
    const name = builder.node("Pad", [source, builder.integers([...before, ...after])]);
    conversion.setValue(output, { name, layout });
  },
  /** The landmark model slices all of a tensor: nothing to do, and nothing else is known here. */
  STRIDED_SLICE({ inputs: [input, begin, , strides], outputs: [output] }, conversion) {
    const whole =
      conversion.requireConstant(begin).values.every((first) => first === 0) &&
      conversion.requireConstant(strides).values.every((stride) => stride === 1) &&
      conversion.shape(input).join() === conversion.shape(output).join();
    if (!whole) throw modelUnusable("The model takes a slice, which is not known here.");
    conversion.setValue(output, conversion.value(input));
  },
};
