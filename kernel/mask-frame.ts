import { boxBlur } from "./box-blur";
import { smoothstepAt } from "./vectors";

/** Maps of one float a cell, side by side in memory, in the order of `maskMaps` in kernel-mask.ts. */
const FACE: usize = 0;
const SKIN_REGION: usize = 1;
const CHEEKS: usize = 2;
const MOUTH: usize = 3;
const SKIN_NEAR: usize = 4;
const BELOW_EYES: usize = 5;
const BASE: usize = 6;
const KEEP: usize = 7;
const HAIR_PRIOR: usize = 8;
const USUAL: usize = 9;
const PER_DIFFERENCE: usize = 12;
const ALPHA: usize = 13;
const SKIN: usize = 14;
const HIDDEN: usize = 15;
const BARE: usize = 16;
const FACING: usize = 17;
const COLOURS: usize = 18;
const REDNESS: usize = 21;
const BLUENESS: usize = 22;
const NON_SKIN: usize = 23;
const UNUSUAL: usize = 24;
const DIFFERENCE: usize = 25;
const SCRATCH: usize = 26;

/** Of src/engine/swap/skin.ts and src/engine/swap/frame-mask.ts. */
const SURELY_SKIN: f32 = 2.6;
const SURELY_NOT: f32 = 4.6;
const DOUBT_BEGINS: f32 = 1.5;
const DOUBT_ENDS: f32 = 2.6;
const DOUBT_NONE: f32 = 4;

/**
 * Twin: `createPlainFrameMasker`, but for `facing`, which is there already, and the skin's colour, which is told.
 * @param colours RGB bytes by cell; @param logs logarithms by byte; @param lines see `boxBlur`
 * @param usualCheeks sum of the usual green over the cheeks, and one
 * @returns 1 where something surely lies before the face
 */
export function maskFrame(
  maps: usize,
  size: i32,
  colours: usize,
  logs: usize,
  lines: usize,
  usualCheeks: f32,
  luma: f32,
  perLuma: f32,
  redness: f32,
  perRedness: f32,
  blueness: f32,
  perBlueness: f32,
): i32 {
  const bytes = <usize>(size * size) * 4;
  spreadColours(maps, bytes, colours, logs);
  mapNonSkin(maps, bytes, luma, perLuma, redness, perRedness, blueness, perBlueness);
  mapUnusual(maps, bytes, size, lines, usualCheeks);
  dilateOnce(maps + NON_SKIN * bytes, maps + SKIN * bytes, maps + SCRATCH * bytes, size);
  return combine(maps, bytes, size, lines);
}

/** Colours as floats, channel by channel, and the logarithms of red and blue over green. */
function spreadColours(maps: usize, bytes: usize, colours: usize, logs: usize): void {
  const red = maps + COLOURS * bytes;
  for (let at: usize = 0; at < bytes; at += 4, colours += 3) {
    const r = load<u8>(colours);
    const g = load<u8>(colours, 1);
    const b = load<u8>(colours, 2);
    const to = red + at;
    store<f32>(to, <f32>r);
    store<f32>(to + bytes, <f32>g);
    store<f32>(to + bytes * 2, <f32>b);
    const green = load<f32>(logs + <usize>g * 4);
    store<f32>(to + bytes * 3, load<f32>(logs + <usize>r * 4) - green);
    store<f32>(to + bytes * 4, load<f32>(logs + <usize>b * 4) - green);
  }
}

/** Rec. 601. */
// @ts-ignore: decorator
@inline
function lumaOf(red: v128, green: v128, blue: v128): v128 {
  const warm = f32x4.add(
    f32x4.mul(red, f32x4.splat(0.299)),
    f32x4.mul(green, f32x4.splat(0.587)),
  );
  return f32x4.add(warm, f32x4.mul(blue, f32x4.splat(0.114)));
}

function mapNonSkin(
  maps: usize,
  bytes: usize,
  luma: f32,
  perLuma: f32,
  redness: f32,
  perRedness: f32,
  blueness: f32,
  perBlueness: f32,
): void {
  for (let at: usize = 0; at < bytes; at += 16) {
    const cell = maps + at;
    const brightness = lumaOf(
      v128.load(cell + COLOURS * bytes),
      v128.load(cell + (COLOURS + 1) * bytes),
      v128.load(cell + (COLOURS + 2) * bytes),
    );
    const darker = f32x4.mul(f32x4.sub(f32x4.splat(luma), brightness), f32x4.splat(perLuma));
    const other = f32x4.pmax(darker, f32x4.mul(darker, f32x4.splat(-0.75)));
    const r = f32x4.mul(
      f32x4.sub(v128.load(cell + REDNESS * bytes), f32x4.splat(redness)),
      f32x4.splat(perRedness),
    );
    const b = f32x4.mul(
      f32x4.sub(v128.load(cell + BLUENESS * bytes), f32x4.splat(blueness)),
      f32x4.splat(perBlueness),
    );
    const square = f32x4.add(f32x4.mul(r, r), f32x4.mul(b, b));
    const hue = f32x4.mul(f32x4.sqrt(square), f32x4.splat(0.55));
    const unlike = f32x4.pmax(other, hue);
    const share = smoothstepAt(unlike, SURELY_SKIN, SURELY_NOT);
    v128.store(cell + NON_SKIN * bytes, f32x4.mul(share, v128.load(cell + FACE * bytes)));
  }
}

/** Twin: `mapUnusual` of src/engine/swap/unusual.ts. */
function mapUnusual(
  maps: usize,
  bytes: usize,
  size: i32,
  lines: usize,
  usualCheeks: f32,
): void {
  let sums = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const green = v128.load(maps + at + (COLOURS + 1) * bytes);
    sums = f32x4.add(sums, f32x4.mul(green, v128.load(maps + at + CHEEKS * bytes)));
  }
  const half = f32x4.add(sums, i8x16.shuffle(sums, sums, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  const cheeks = f32x4.extract_lane(half, 0) + f32x4.extract_lane(half, 1);
  const gain = f32x4.splat(cheeks / usualCheeks);
  for (let at: usize = 0; at < bytes; at += 16) {
    const cell = maps + at;
    const own = cell + COLOURS * bytes;
    const usual = cell + USUAL * bytes;
    const red = f32x4.sub(v128.load(own), f32x4.mul(gain, v128.load(usual)));
    const green = f32x4.sub(v128.load(own + bytes), f32x4.mul(gain, v128.load(usual + bytes)));
    const blue = f32x4.sub(
      v128.load(own + bytes * 2),
      f32x4.mul(gain, v128.load(usual + bytes * 2)),
    );
    const square = f32x4.add(
      f32x4.add(f32x4.mul(red, red), f32x4.mul(green, green)),
      f32x4.mul(blue, blue),
    );
    const difference = f32x4.mul(f32x4.sqrt(square), v128.load(cell + PER_DIFFERENCE * bytes));
    v128.store(cell + DIFFERENCE * bytes, difference);
    const onSkin = f32x4.mul(difference, v128.load(cell + SKIN_REGION * bytes));
    v128.store(cell + UNUSUAL * bytes, onSkin);
    v128.store(cell + SCRATCH * bytes, onSkin);
  }
  boxBlur(maps + SCRATCH * bytes, lines, size, size, 1, 1, 4);
  const little = f32x4.splat(1e-3);
  for (let at: usize = 0; at < bytes; at += 16) {
    const cell = maps + at;
    const near = v128.load(cell + SKIN_NEAR * bytes);
    const beside = f32x4.div(v128.load(cell + SCRATCH * bytes), f32x4.add(near, little));
    const inMouth = f32x4.pmin(beside, v128.load(cell + DIFFERENCE * bytes));
    const mouth = f32x4.gt(v128.load(cell + MOUTH * bytes), f32x4.splat(0));
    const unusual = cell + UNUSUAL * bytes;
    v128.store(unusual, v128.bitselect(inMouth, v128.load(unusual), mouth));
  }
  boxBlur(maps + UNUSUAL * bytes, lines, size, size, 1, 2, 2);
}

/** Twin: `dilate` with a radius of 1. `room` is as large as the map, and there is another map behind it. */
function dilateOnce(map: usize, out: usize, room: usize, size: i32): void {
  const row = <usize>size * 4;
  const none = f32x4.splat(0);
  v128.store(room, none);
  v128.store(room + row + 16, none);
  for (let y = 0; y < size; y++) {
    const from = map + <usize>y * row;
    const above = y > 0 ? from - row : from;
    const below = y + 1 < size ? from + row : from;
    for (let at: usize = 0; at < row; at += 16) {
      const beside = f32x4.pmax(v128.load(above + at), v128.load(below + at));
      v128.store(room + 16 + at, f32x4.pmax(v128.load(from + at), beside));
    }
    for (let at: usize = 0; at < row; at += 16) {
      const here = room + 16 + at;
      const beside = f32x4.pmax(v128.load(here - 4), v128.load(here + 4));
      v128.store(out + <usize>y * row + at, f32x4.pmax(v128.load(here), beside));
    }
  }
}

function combine(maps: usize, bytes: usize, size: i32, lines: usize): i32 {
  const one = f32x4.splat(1);
  let covered = f32x4.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const cell = maps + at;
    const unusual = v128.load(cell + UNUSUAL * bytes);
    const shown = f32x4.sub(one, smoothstepAt(unusual, DOUBT_BEGINS, DOUBT_ENDS));
    const hair = f32x4.mul(
      v128.load(cell + NON_SKIN * bytes),
      v128.load(cell + HAIR_PRIOR * bytes),
    );
    const bare = f32x4.mul(f32x4.sub(one, hair), shown);
    const face = v128.load(cell + FACE * bytes);
    v128.store(cell + HIDDEN * bytes, f32x4.mul(f32x4.sub(one, bare), face));
    v128.store(cell + ALPHA * bytes, f32x4.mul(v128.load(cell + BASE * bytes), bare));
    const facing = f32x4.mul(
      v128.load(cell + SKIN_REGION * bytes),
      v128.load(cell + FACING * bytes),
    );
    const near = v128.load(cell + SKIN * bytes);
    const lit = f32x4.mul(f32x4.mul(facing, f32x4.sub(one, near)), shown);
    const inside = f32x4.gt(face, f32x4.splat(0));
    v128.store(cell + SKIN * bytes, v128.bitselect(lit, near, inside));
    const cover = f32x4.mul(
      v128.load(cell + BELOW_EYES * bytes),
      smoothstepAt(unusual, DOUBT_ENDS, DOUBT_NONE),
    );
    covered = v128.or(covered, cover);
    v128.store(cell + BARE * bytes, f32x4.sub(one, cover));
  }
  boxBlur(maps + ALPHA * bytes, lines, size, size, 1, 1, 1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const alpha = maps + at + ALPHA * bytes;
    const most = f32x4.pmin(v128.load(alpha), v128.load(maps + at + BASE * bytes));
    v128.store(alpha, f32x4.mul(most, v128.load(maps + at + KEEP * bytes)));
  }
  return v128.any_true(covered) ? 1 : 0;
}
