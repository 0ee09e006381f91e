import { boxBlur } from "./box-blur";
import { fitLamp } from "./fit-lamp";
import { smoothstep } from "./vectors";

/** Of src/engine/swap/light-field.ts. */
const WIDE = 5;
const NARROW = 1;
const FAR = 9;
const FAR_SHARE: f32 = 0.03;
const LAMP_SHARE: f32 = 0.5;

/**
 * Twin: `createPlainLightField`.
 * @param colours RGB by cell, floats where `floats` is 1 and bytes otherwise
 * @param narrow see `narrowShare`; @param basis see `fitLamp`; @param lines see `boxBlur`
 * @param fields room for four fields of four floats by cell of the half-size grid, and one of a single float
 * @param rows room for the lamp's equations and what they give
 * @param out RGB by cell, with a float of room behind the last
 */
export function measureLight(
  weights: usize,
  colours: usize,
  floats: i32,
  hidden: usize,
  size: i32,
  narrow: usize,
  cells: usize,
  cellCount: i32,
  basis: usize,
  lines: usize,
  fields: usize,
  rows: usize,
  out: usize,
): void {
  const half = size >> 1;
  const count = half * half;
  const bytes = <usize>count * 16;
  const near = fields;
  const wide = near + bytes;
  const far = wide + bytes;
  const lamp = far + bytes;
  const nearHidden = lamp + bytes;
  if (floats) sumBlocks<f32>(weights, colours, size, near);
  else sumBlocks<u8>(weights, colours, size, near);
  memory.fill(lamp, 0, bytes);
  const lampWeight: f32 = fitLamp(cells, cellCount, basis, near, rows, lamp) ? LAMP_SHARE : 0;
  averageBlocks(hidden, size, nearHidden);
  boxBlur(nearHidden, lines, half, half, 1, NARROW, 3);
  memory.copy(wide, near, bytes);
  memory.copy(far, near, bytes);
  boxBlur(near, lines, half, half, 4, NARROW, 3);
  boxBlur(wide, lines, half, half, 4, WIDE, 3);
  boxBlur(far, lines, half, half, 4, FAR, 3);
  const farShares = f32x4.splat(FAR_SHARE);
  for (let cell = 0; cell < count; cell++) {
    const at = <usize>cell * 16;
    const byFar = f32x4.mul(farShares, v128.load(far + at));
    const byNear = f32x4.add(v128.load(near + at), byFar);
    const byWide = f32x4.add(v128.load(wide + at), byFar);
    const lit = v128.load(lamp + at);
    const least = load<f32>(narrow + <usize>cell * 4);
    const hiding = smoothstep(load<f32>(nearHidden + <usize>cell * 4), 0.05, 0.3);
    const share = max<f32>(least, hiding);
    const byLamp: f32 = f32x4.extract_lane(lit, 1) > 0 ? lampWeight * (1 - least) : 0;
    const nearTotal = f32x4.extract_lane(byNear, 0);
    const wideTotal = f32x4.extract_lane(byWide, 0);
    const ofNear: f32 = nearTotal > 1e-9 ? (share * (1 - byLamp)) / nearTotal : 0;
    const ofWide: f32 = wideTotal > 1e-9 ? ((1 - share) * (1 - byLamp)) / wideTotal : 0;
    const sky = f32x4.add(
      f32x4.mul(byNear, f32x4.splat(ofNear)),
      f32x4.mul(byWide, f32x4.splat(ofWide)),
    );
    const light = f32x4.add(sky, f32x4.mul(lit, f32x4.splat(byLamp)));
    const colour = i8x16.shuffle(
      light, light, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3,
    );
    v128.store(out + <usize>cell * 12, colour);
  }
}

/** Weight and weighted RGB of every 2 × 2 block of cells. */
function sumBlocks<T>(weights: usize, colours: usize, size: i32, out: usize): void {
  const value = sizeof<T>();
  const row = <usize>size * 4;
  const colourRow = <usize>size * 3 * value;
  for (let y = 0; y < size; y += 2, weights += row, colours += colourRow) {
    for (let x = 0; x < size; x += 2, weights += 8, colours += value * 6, out += 16) {
      const upper = f32x4.add(
        weighted<T>(weights, colours),
        weighted<T>(weights + 4, colours + value * 3),
      );
      const below = colours + colourRow;
      const lower = f32x4.add(
        weighted<T>(weights + row, below),
        weighted<T>(weights + row + 4, below + value * 3),
      );
      v128.store(out, f32x4.add(upper, lower));
    }
  }
}

// @ts-ignore: decorator
@inline
function weighted<T>(weight: usize, colour: usize): v128 {
  const share = load<f32>(weight);
  const value = sizeof<T>();
  return f32x4.mul(
    f32x4.splat(share),
    f32x4(1, <f32>load<T>(colour), <f32>load<T>(colour + value), <f32>load<T>(colour + value * 2)),
  );
}

function averageBlocks(map: usize, size: i32, out: usize): void {
  const row = <usize>size * 4;
  for (let y = 0; y < size; y += 2, map += row) {
    for (let x = 0; x < size; x += 2, map += 8, out += 4) {
      const upper = load<f32>(map) + load<f32>(map + 4);
      const lower = load<f32>(map + row) + load<f32>(map + row + 4);
      store<f32>(out, (upper + lower) * 0.25);
    }
  }
}
