import type { OperatorConverter } from "./conversion.ts";
import type { OnnxBuilder } from "./onnx-builder.ts";

/** The operators that `sideBySide` puts between pictures that lie side by side and those that do not. */
export const laneConverters: Readonly<Record<string, OperatorConverter>> = {
  JOIN_LANES({ inputs, outputs: [output] }, { builder, ...conversion }) {
    const names = inputs.map((input) => conversion.value(input).name);
    const joined = builder.node("Concat", names, { axis: 1 });
    const name = inBlocks(builder, joined, conversion.shape(output)[3]);
    conversion.setValue(output, { name, layout: "channels-first" });
  },
  PICK_LANES({ inputs: [input], outputs: [output], lanes = [] }, { builder, ...conversion }) {
    const share = conversion.shape(output)[3] / lanes.length;
    const channels = lanes.flatMap((lane) =>
      Array.from({ length: share }, (_, channel) => lane * share + channel),
    );
    const indexes = builder.integers(channels);
    const picked = builder.node("Gather", [conversion.value(input).name, indexes], { axis: 1 });
    const name = inBlocks(builder, picked, channels.length);
    conversion.setValue(output, { name, layout: "channels-first" });
  },
  /** A picture may have fewer channels than its share; what is left over nobody reads. */
  PART_LANES({ inputs: [input], outputs }, { builder, ...conversion }) {
    const share = conversion.shape(input)[3] / outputs.length;
    const parts = outputs.flatMap((output) => {
      const [, , , channels] = conversion.shape(output);
      return channels < share ? [channels, share - channels] : [channels];
    });
    const names = builder.split(conversion.value(input).name, 1, parts);
    let part = 0;
    for (const output of outputs) {
      conversion.setValue(output, { name: names[part], layout: "channels-first" });
      part += conversion.shape(output)[3] < share ? 2 : 1;
    }
  },
};

/**
 * The same picture from a convolution that changes nothing: of what comes out of one the runtime knows that it lies in blocks of
 * channels, so that it is not taken apart where another picture is added to it.
 */
function inBlocks(builder: OnnxBuilder, picture: string, channels: number): string {
  const ones = builder.floats(new Float32Array(channels).fill(1), [channels, 1, 1, 1]);
  return builder.node("Conv", [picture, ones], { kernel_shape: [1, 1], group: channels });
}
