import { fitPose, normaliseShape } from "../face/pose.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import type { FollowedFace } from "./person.ts";

/**
 * What somebody looks like, as far as it can be told without a network that recognises faces: proportions with the pose
 * taken out, and the unrolled face's pattern of light and dark (brows, hair, beard, glasses) and of hue. Sums over
 * frames, so that the looks of two tracks can be put together.
 */
export interface Looks {
  readonly weight: number;
  /** 41 × (x, y) in centimetres. */
  readonly shape: Float32Array;
  /** RGB by block. */
  readonly colours: Float32Array;
}

/** Corners of eyes and mouth, brows, nose, jaw: what an expression moves least. */
// oxfmt-ignore
const points = [
  33, 133, 362, 263, 168, 6, 197, 195, 5, 4, 1, 2, 98, 327, 48, 278, 70, 105, 107, 336, 334, 300, 46, 55, 276, 285,
  61, 291, 0, 17, 152, 234, 454, 172, 397, 10, 127, 356, 58, 288,
];
/** Blocks along each side of the unrolled face: small enough for a brow, large enough for a landmark's error. */
const blocks = 16;
/** Cells of a block that must lie on the face. */
const leastCells = 5;
/** The outermost cells, in units of u and v, show what is behind the face. */
const edge = 0.04;
/** More frames of one track change its looks by less than two takes of one person differ. */
const mostFrames = 40;
const darkest = 8;

/**
 * What each difference is divided by before they are added: proportions in centimetres, pattern of light, hue. Chosen
 * on five clips in quarters and pictures of twenty-six people, so that the 97th percentile within one person exceeds
 * the fewest pairs of two (3 %; shape alone: 20 %).
 */
const scale = { shape: 0.6, light: 0.3, hue: 0.1 };
/** In a picture without colours the other two must do. */
const withoutHue = 1.5;
const leastHue = 0.03;

/** @param faces at least one */
export function measureLooks(atlas: FaceAtlas, faces: readonly FollowedFace[]): Looks {
  const step = Math.max(1, Math.floor(faces.length / mostFrames));
  return faces
    .filter((_, index) => index % step === 0)
    .map((face) => looksOf(atlas, face))
    .reduce(addLooks);
}

/** A face is looked at as a part of several groups. */
const looksByFace = new WeakMap<FollowedFace, Looks>();

function looksOf(atlas: FaceAtlas, face: FollowedFace): Looks {
  const known = looksByFace.get(face);
  if (known !== undefined) return known;
  const pose = fitPose(face.landmarks, atlas.mesh);
  // Turned away, depth is guessed and half of the face is smeared.
  const weight = Math.max(0.02, Math.cos(pose.yaw) ** 6 * Math.cos(pose.pitch) ** 4);
  const all = normaliseShape(face.landmarks, pose);
  const shape = new Float32Array(points.length * 2);
  points.forEach((point, at) => {
    shape[at * 2] = weight * all[point * 3];
    shape[at * 2 + 1] = weight * all[point * 3 + 1];
  });
  const looks = { weight, shape, colours: weightedBlocks(atlas, face.colours, weight) };
  looksByFace.set(face, looks);
  return looks;
}

export function addLooks(a: Looks, b: Looks): Looks {
  return {
    weight: a.weight + b.weight,
    shape: sumOf(a.shape, b.shape),
    colours: sumOf(a.colours, b.colours),
  };
}

function sumOf(a: Float32Array, b: Float32Array): Float32Array {
  const sum = new Float32Array(a.length);
  for (let i = 0; i < sum.length; i++) sum[i] = a[i] + b[i];
  return sum;
}

/** How unlike two faces are, from 0 on: about 1 for two takes of one person, and 6 for two people. */
export function unlikeness(a: Looks, b: Looks): number {
  const shape = shapeDifference(a, b) / scale.shape;
  const [first, second] = [logColours(a), logColours(b)];
  const light = lightDifference(first, second) / scale.light;
  if (hueSpread(first) < leastHue && hueSpread(second) < leastHue) {
    return (shape + light) * withoutHue;
  }
  return shape + light + hueDifference(first, second) / scale.hue;
}

/** Sums a block, weighted; NaN off the face. */
function weightedBlocks(atlas: FaceAtlas, colours: Uint8Array, weight: number): Float32Array {
  const { cells, blockOf, counts } = blocksOf(atlas);
  const sums = new Float32Array(blocks * blocks * 3);
  for (let i = 0; i < cells.length; i++) {
    const block = blockOf[i] * 3;
    const cell = cells[i] * 3;
    sums[block] += colours[cell];
    sums[block + 1] += colours[cell + 1];
    sums[block + 2] += colours[cell + 2];
  }
  for (let block = 0; block < counts.length; block++) {
    const share = counts[block] < leastCells ? Number.NaN : weight / counts[block];
    for (let i = block * 3; i < block * 3 + 3; i++) sums[i] *= share;
  }
  return sums;
}

/** The cells that count, the block of each, and how many each block has. */
interface Blocks {
  readonly cells: Int32Array;
  readonly blockOf: Uint16Array;
  readonly counts: Uint16Array;
}

const blocksByAtlas = new WeakMap<FaceAtlas, Blocks>();

function blocksOf(atlas: FaceAtlas): Blocks {
  const known = blocksByAtlas.get(atlas);
  if (known !== undefined) return known;
  const { grid, regions } = atlas;
  const cells = grid.cells.filter((cell) => regions.edgeDistance[cell] >= edge);
  const blockOf = Uint16Array.from(cells, (cell) => {
    const x = Math.floor(((cell % grid.size) * blocks) / grid.size);
    const y = Math.floor((Math.floor(cell / grid.size) * blocks) / grid.size);
    return y * blocks + x;
  });
  const counts = new Uint16Array(blocks * blocks);
  for (const block of blockOf) counts[block]++;
  const made = { cells, blockOf, counts };
  blocksByAtlas.set(atlas, made);
  return made;
}

function shapeDifference(a: Looks, b: Looks): number {
  let sum = 0;
  for (let i = 0; i < a.shape.length; i++) {
    sum += (a.shape[i] / a.weight - b.shape[i] / b.weight) ** 2;
  }
  return Math.sqrt(sum / points.length);
}

/** Logarithms, in which light is added and not multiplied; NaN off the face. */
function logColours({ colours, weight }: Looks): Float32Array {
  const out = new Float32Array(colours.length);
  for (let i = 0; i < out.length; i++) out[i] = Math.log(colours[i] / weight + darkest);
  return out;
}

/** 0 for one pattern of light and dark, 1 for two that have nothing in common; light from the side does not count. */
function lightDifference(a: Float32Array, b: Float32Array): number {
  const [left, right] = [symmetric(a), symmetric(b)];
  let product = 0;
  let squareA = 0;
  let squareB = 0;
  for (let i = 0; i < left.length; i++) {
    if (Number.isNaN(left[i])) continue;
    product += left[i] * right[i];
    squareA += left[i] * left[i];
    squareB += right[i] * right[i];
  }
  return 1 - product / Math.sqrt(squareA * squareB + Number.EPSILON);
}

/** Green by block, the mean of both halves of the face, its own mean taken out. */
function symmetric(colours: Float32Array): Float32Array {
  const out = new Float32Array(blocks * blocks);
  let [sum, count] = [0, 0];
  for (let block = 0; block < out.length; block++) {
    const across = block - (block % blocks) + blocks - 1 - (block % blocks);
    out[block] = (colours[block * 3 + 1] + colours[across * 3 + 1]) / 2;
    if (Number.isNaN(out[block])) continue;
    sum += out[block];
    count++;
  }
  return out.map((value) => value - sum / count);
}

function hueDifference(a: Float32Array, b: Float32Array): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < a.length; i += 3) {
    if (Number.isNaN(a[i])) continue;
    const red = a[i] - a[i + 1] - b[i] + b[i + 1];
    const blue = a[i + 2] - a[i + 1] - b[i + 2] + b[i + 1];
    sum += red * red + blue * blue;
    count++;
  }
  return Math.sqrt(sum / count);
}

/** How far the face is from grey. */
function hueSpread(colours: Float32Array): number {
  return hueDifference(colours, grey);
}

const grey = new Float32Array(blocks * blocks * 3);
