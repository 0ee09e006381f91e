import { alikeOperators } from "./alike-operators.ts";
import type { Constant } from "./read-constants.ts";
import type { TfliteModel, TfliteOperator, TfliteTensor } from "./read-tflite.ts";

/** A picture whose channels are those of several others, each of which has an equal share of them. */
interface Joint {
  readonly tensor: number;
  readonly lanes: readonly number[];
}

/** A model that was read, its constants unpacked. */
interface Graph extends Pick<TfliteModel, "tensors" | "operators" | "outputs"> {
  readonly constants: ReadonlyMap<number, Constant>;
}

/**
 * Makes one operator of those that do alike with pictures of their own, by putting all their channels into one picture. The
 * landmark model has three branches, later five, for lips, eyes and irises, whose pictures are of 16 × 16 pixels at most:
 * the runtime takes longer to get from one step to the next than for the step itself. A convolution becomes a grouped one,
 * each group of which sees one of the pictures.
 */
export function sideBySide(model: Graph): Graph {
  const tensors: TfliteTensor[] = [...model.tensors];
  const constants = new Map(model.constants);
  const operators: TfliteOperator[] = [];
  const joints = new Map<number, Joint>();
  const joined = new Map<string, number>();
  const parted = new Set<Joint>();

  const addTensor = (shape: readonly number[]): number =>
    tensors.push({ name: "", shape, type: "float32", bytes: new Uint8Array(0) }) - 1;
  const channelsOf = (tensor: number): number => tensors[tensor].shape[3];
  const move = (
    kind: string,
    inputs: readonly number[],
    outputs: readonly number[],
    lanes: readonly number[] = [],
  ) =>
    operators.push({ kind, inputs, outputs, lanes, options: undefined, customOptions: noOptions });

  /** Makes sure that a picture is there by itself. */
  const part = (tensor: number): void => {
    const joint = joints.get(tensor);
    if (joint === undefined || parted.has(joint)) return;
    parted.add(joint);
    move("PART_LANES", [joint.tensor], joint.lanes);
  };

  /** The picture that holds all of these. */
  const join = (lanes: readonly number[]): number => {
    const name = lanes.join();
    const joint = joints.get(lanes[0]);
    if (joint?.lanes.join() === name) return joint.tensor;
    const made = joined.get(name);
    if (made !== undefined) return made;
    const [batch, height, width, channels] = tensors[lanes[0]].shape;
    const tensor = addTensor([batch, height, width, channels * lanes.length]);
    joined.set(name, tensor);
    const isFull =
      joint !== undefined && channels * joint.lanes.length === channelsOf(joint.tensor);
    if (isFull && lanes.every((lane) => joints.get(lane) === joint)) {
      const picked = lanes.map((lane) => joint.lanes.indexOf(lane));
      move("PICK_LANES", [joint.tensor], [tensor], picked);
    } else {
      lanes.forEach(part);
      move("JOIN_LANES", lanes, [tensor]);
    }
    return tensor;
  };

  const joinConstants = (lanes: readonly number[], axis: number): number => {
    const known = lanes.flatMap((lane) => constants.get(lane) ?? []);
    const constant = concatenated(known, axis < 0 ? known[0].shape.length + axis : axis);
    const tensor = addTensor(constant.shape);
    constants.set(tensor, constant);
    return tensor;
  };

  const writeSet = (set: readonly TfliteOperator[]): void => {
    const [first] = set;
    if (set.length === 1) {
      first.inputs.forEach(part);
      operators.push(first);
      return;
    }
    const inputs = first.inputs.map((input, place) => {
      const lanes = set.map((operator) => operator.inputs[place]);
      if (!constants.has(input)) return join(lanes);
      if (first.kind === "PAD") return input;
      return joinConstants(lanes, first.kind === "CONV_2D" ? 0 : -1);
    });
    const lanes = set.map((operator) => operator.outputs[0]);
    const share = Math.max(...lanes.map(channelsOf));
    const [batch, height, width] = tensors[lanes[0]].shape;
    const tensor = addTensor([batch, height, width, share * lanes.length]);
    const joint = { tensor, lanes };
    for (const lane of lanes) joints.set(lane, joint);
    operators.push({ ...first, inputs, outputs: [tensor], lanes: [...lanes.keys()] });
  };

  inOrder(alikeOperators(model)).forEach(writeSet);
  model.outputs.forEach(part);
  return { tensors, operators, constants, outputs: model.outputs };
}

const noOptions = new Uint8Array(0);

/** Each set after those whose results it needs. */
function inOrder(sets: readonly (readonly TfliteOperator[])[]): (readonly TfliteOperator[])[] {
  const makers = new Map<number, readonly TfliteOperator[]>();
  for (const set of sets) {
    for (const tensor of set.flatMap((operator) => operator.outputs)) makers.set(tensor, set);
  }
  const ordered = new Set<readonly TfliteOperator[]>();
  const place = (set: readonly TfliteOperator[]): void => {
    for (const input of set.flatMap((operator) => operator.inputs)) {
      const maker = makers.get(input);
      if (maker !== undefined && !ordered.has(maker)) place(maker);
    }
    ordered.add(set);
  };
  for (const set of sets) if (!ordered.has(set)) place(set);
  return [...ordered];
}

/** Constants one behind the other along an axis, in which each gets as much room as the longest one; zeros fill it. */
function concatenated(constants: readonly Constant[], axis: number): Constant {
  const [{ shape }] = constants;
  const share = Math.max(...constants.map((constant) => constant.shape[axis]));
  const before = product(shape.slice(0, axis));
  const after = product(shape.slice(axis + 1));
  const row = share * after;
  const values = new Float32Array(before * constants.length * row);
  for (const [lane, constant] of constants.entries()) {
    const length = constant.shape[axis] * after;
    for (let at = 0; at < before; at += 1) {
      const part = constant.values.subarray(at * length, (at + 1) * length);
      values.set(part, (at * constants.length + lane) * row);
    }
  }
  return { shape: shape.with(axis, share * constants.length), values };
}

function product(sizes: readonly number[]): number {
  return sizes.reduce((all, size) => all * size, 1);
}
