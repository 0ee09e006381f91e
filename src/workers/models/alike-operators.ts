import type { TfliteModel, TfliteOperator } from "./read-tflite.ts";

/** Of several operators of these kinds `sideBySide` can make one. */
const joinable = new Set(["ADD", "CONV_2D", "DEPTHWISE_CONV_2D", "MAX_POOL_2D", "PAD", "PRELU"]);

/**
 * Finds the parallel branches of a model, step by step: operators that do the same, with weights of their own, to
 * results of operators that are alike themselves. None of a set needs what another one of it gives, or those that made
 * their inputs would not be alike.
 * @returns the sets of operators; one that is alone in what it does is a set of its own
 */
export function alikeOperators({
  operators,
  tensors,
}: Pick<TfliteModel, "operators" | "tensors">): TfliteOperator[][] {
  const sets: TfliteOperator[][] = [];
  /** Operators alike have the same number, and so have the sets that may take more of them. */
  const numbers = new Map<string, number>();
  const open = new Map<number, TfliteOperator[]>();
  /** Of each tensor that is made when the model runs, the number of what makes it, and its shape. */
  const origins = new Map<number, string>();

  for (const operator of operators) {
    const { kind, options, inputs, outputs } = operator;
    // A constant that is added may be one number for all channels.
    const isJoinable =
      joinable.has(kind) && (kind !== "ADD" || inputs.every((tensor) => origins.has(tensor)));
    const likeness = JSON.stringify([
      kind,
      isJoinable && options?.content(),
      shapesThatMatter(operator, tensors),
      inputs.map((tensor) => origins.get(tensor)),
    ]);
    const number = numbers.get(likeness) ?? numbers.size;
    numbers.set(likeness, number);
    for (const tensor of outputs) origins.set(tensor, `${number}: ${tensors[tensor].shape.join()}`);

    const set = open.get(number);
    // Convolutions of one picture are no branches yet: joined, they would ask for copies of it.
    const isBranch = set?.every(({ inputs: [picture] }) => picture !== inputs[0]);
    if (set !== undefined && (kind !== "CONV_2D" || isBranch)) {
      set.push(operator);
    } else {
      const begun = [operator];
      sets.push(begun);
      if (isJoinable) open.set(number, begun);
    }
  }
  return sets;
}

/** How many channels come of a convolution makes no difference: there can be more of them, which nobody reads. */
function shapesThatMatter(
  { kind, inputs, outputs }: TfliteOperator,
  tensors: TfliteModel["tensors"],
): (readonly number[])[] {
  const shapes = [...inputs, ...outputs].map((tensor) => tensors[tensor]?.shape ?? []);
  if (kind !== "CONV_2D") return shapes;
  const [picture, weights, , result] = shapes;
  return [picture, weights.slice(1), result.slice(0, 3)];
}
