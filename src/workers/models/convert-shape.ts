import { asIs, type OperatorConverter } from "./conversion.ts";
import { modelUnusable } from "./model-error.ts";

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
  /**
   * The face models append channels of zeros. A convolution that hands on the channels there are does the same, and
   * unlike Pad it leaves the picture in the order in which the runtime computes.
   */
  PAD({ inputs: [input, amounts], outputs: [output], lanes = [0] }, { builder, ...conversion }) {
    const { name: source, layout } = conversion.value(input);
    const { values } = conversion.requireConstant(amounts);
    if (layout !== "channels-first" || values.some((amount, at) => amount !== 0 && at !== 7)) {
      throw modelUnusable("The model pads something other than the channels of a picture.");
    }
    const before = conversion.shape(input)[3] / lanes.length;
    const after = before + values[7];
    const weights = new Float32Array(lanes.length * after * before);
    for (const lane of lanes.keys()) {
      for (let channel = 0; channel < before; channel += 1) {
        weights[(lane * after + channel) * before + channel] = 1;
      }
    }
    const kernel = builder.floats(weights, [lanes.length * after, before, 1, 1]);
    const group = lanes.length;
    const name = builder.node("Conv", [source, kernel], { kernel_shape: [1, 1], group });
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
