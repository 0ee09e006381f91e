import { mix, pixelAt, wholeNumbers } from "./vectors";

/** Of `part` in src/engine/swap/rasterise.ts. */
const SKIN: u32 = 1;
const MOUTH: u8 = 2;
/** Of `leastAlpha` and `knee` in src/engine/swap/shade.ts. */
const LEAST_ALPHA: f32 = 0.004;
const KNEE: f32 = 225;
const HEADROOM: f32 = 255 - KNEE;
/** Of `blendUnit` in src/engine/swap/blend-field.ts, … */
const GAIN: f32 = 1 / 8192;
const ALPHA: f32 = 1 / 16384;
const LIGHT: f32 = 1 / 32;
/** … and of textures, see kernel-canvas.ts. */
const DETAIL: f32 = 1 / 32;
/** A thousandth of own pixels, which JavaScript mixes in. */
const LEAST_OWN = 16;
/** Of a fraction below 1 in sixteen bits. */
const MOST: f32 = 32_767;

/**
 * Twin: `shade`, for the plain skin that most of a face is. Pixels of eyes, lids and mouth are left to it. Fields and
 * textures are numbers of sixteen bits: both of what a pixel reads from them, eight values of a cell and two texels,
 * are one vector, and are mixed as such.
 * @param frame the part of the frame that the mesh covers, RGBA
 * @param values see `rasterise`
 * @param texture four numbers a texel: RGB and 0
 * @param places room for four times six numbers
 * @param left receives the indexes of pixels that are left
 * @returns how many are left, times two, and one more when a pixel changed
 */
export function shadeSkin(
  frame: usize,
  width: i32,
  height: i32,
  parts: usize,
  values: usize,
  plane: usize,
  inside: usize,
  texture: usize,
  textureSize: i32,
  field: usize,
  fieldSize: i32,
  opacity: f32,
  out: usize,
  places: usize,
  left: usize,
): i32 {
  const fieldRow = <usize>fieldSize * 16;
  const textureRow = <usize>textureSize * 8;
  const half = f32x4.splat(0.5);
  const none = f32x4.splat(0);
  const detailUnit = f32x4.splat(GAIN * DETAIL);
  const lightUnit = f32x4.splat(LIGHT);
  /** Alpha, of which there is nothing to be seen, is never too bright. */
  const knees = f32x4(KNEE, KNEE, KNEE, f32.MAX_VALUE);
  const pixels = <usize>(width * height);
  let changed = 0;
  let count = 0;
  memory.fill(out, 0, pixels * 4);
  for (let first: usize = 0; first < pixels; first += 4) {
    let kinds = load<u32>(parts + first);
    if (pixels - first < 4) kinds &= (<u32>1 << (<u32>(pixels - first) * 8)) - 1;
    if (kinds === 0) continue;
    findPlaces(values + first * 4, plane, fieldSize, textureSize, places);
    for (let lane: usize = 0; lane < 4; lane++, kinds >>= 8) {
      const kind = kinds & 255;
      if (kind === 0) continue;
      const i = first + lane;
      if (kind !== SKIN) {
        store<u32>(left + <usize>count * 4, <u32>i);
        count++;
        continue;
      }
      const here = load<u32>(frame + i * 4);
      if (here >>> 24 !== 255) continue;
      const softness = load<f32>(inside + i * 4) * opacity;
      if (softness < LEAST_ALPHA) continue;

      const place = places + lane * 4;
      const a = field + <usize>load<u32>(place);
      const c = a + fieldRow;
      const across = v128.load16_splat(place + 32);
      const upper = between(v128.load(a), v128.load(a, 16), across);
      const lower = between(v128.load(c), v128.load(c, 16), across);
      // Gain R, gain G, gain B, alpha, light R, light G, light B, own.
      const cell = between(upper, lower, v128.load16_splat(place + 48));
      const alpha = <f32>i16x8.extract_lane_s(cell, 3) * (softness * ALPHA);
      if (alpha < LEAST_ALPHA) continue;
      const own = i16x8.extract_lane_s(cell, 7) > LEAST_OWN;
      if (own || nearMouth(parts, <i32>i, width, height, values, plane)) {
        store<u32>(left + <usize>count * 4, <u32>i);
        count++;
        continue;
      }

      const t = texture + <usize>load<u32>(place + 16);
      const down = v128.load16_splat(place + 80);
      const texels = between(v128.load(t), v128.load(t + textureRow), down);
      const detail = mix(
        f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(texels)),
        f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(texels)),
        v128.load32_splat(place + 64),
      );
      const gain = f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_s(cell));
      const light = f32x4.convert_i32x4_s(i32x4.extend_high_i16x8_s(cell));
      const lit = f32x4.mul(f32x4.mul(detail, detailUnit), gain);
      let colour = f32x4.pmax(none, f32x4.add(lit, f32x4.mul(light, lightUnit)));
      if (v128.any_true(f32x4.gt(colour, knees))) colour = calmHighlight(colour);

      const blended = f32x4.add(mix(pixelAt(frame + i * 4), colour, f32x4.splat(alpha)), half);
      const bytes = wholeNumbers(f32x4.floor(blended));
      const packed = i8x16.shuffle(bytes, bytes, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
      const shown: u32 = i32x4.extract_lane(packed, 0) | 0xff00_0000;
      if (shown === here) continue;
      store<u32>(out + i * 4, shown);
      changed = 1;
    }
  }
  return (count << 1) | changed;
}

/**
 * Where four pixels lie in field and texture: the offset of their cells and of their texels in bytes, how far beyond
 * the cell they lie across and down in parts of 32,768, and beyond the texel across in parts of 1 and down as before.
 */
// @ts-ignore: decorator
@inline
function findPlaces(
  values: usize,
  plane: usize,
  fieldSize: i32,
  textureSize: i32,
  places: usize,
): void {
  const u = v128.load(values);
  const v = v128.load(values + plane);
  const cellX = placeOf(u, fieldSize);
  const cellY = placeOf(v, fieldSize);
  const left = f32x4.floor(cellX);
  const top = f32x4.floor(cellY);
  const cell = f32x4.add(left, f32x4.mul(top, f32x4.splat(<f32>fieldSize)));
  v128.store(places, i32x4.shl(wholeNumbers(cell), 4));
  v128.store(places + 32, thirtyTwoThousandths(f32x4.sub(cellX, left)));
  v128.store(places + 48, thirtyTwoThousandths(f32x4.sub(cellY, top)));
  const texelX = placeOf(u, textureSize);
  const texelY = placeOf(v, textureSize);
  const right = f32x4.floor(texelX);
  const bottom = f32x4.floor(texelY);
  const texel = f32x4.add(right, f32x4.mul(bottom, f32x4.splat(<f32>textureSize)));
  v128.store(places + 16, i32x4.shl(wholeNumbers(texel), 3));
  v128.store(places + 64, f32x4.sub(texelX, right));
  v128.store(places + 80, thirtyTwoThousandths(f32x4.sub(texelY, bottom)));
}

/** Between the centres of a grid's cells. */
// @ts-ignore: decorator
@inline
function placeOf(share: v128, size: i32): v128 {
  const exact = f32x4.sub(f32x4.mul(share, f32x4.splat(<f32>size)), f32x4.splat(0.5));
  const end = f32x4.splat(<f32>size - 1.001);
  return f32x4.pmin(end, f32x4.pmax(f32x4.splat(0), exact));
}

// @ts-ignore: decorator
@inline
function thirtyTwoThousandths(fraction: v128): v128 {
  const parts = f32x4.mul(fraction, f32x4.splat(32_768));
  return wholeNumbers(f32x4.pmin(f32x4.splat(MOST), parts));
}

/** Eight numbers of sixteen bits, mixed; the share is in parts of 32,768. */
// @ts-ignore: decorator
@inline
function between(from: v128, to: v128, share: v128): v128 {
  return i16x8.add(from, i16x8.q15mulr_sat_s(i16x8.sub(to, from), share));
}

/** Twin: `highlightScale`. */
function calmHighlight(colour: v128): v128 {
  const red = f32x4.extract_lane(colour, 0);
  const green = f32x4.extract_lane(colour, 1);
  const blue = f32x4.extract_lane(colour, 2);
  const warm = red > green ? red : green;
  const brightest = warm > blue ? warm : blue;
  const excess = Mathf.exp((KNEE - brightest) / HEADROOM);
  return f32x4.mul(colour, f32x4.splat((KNEE + HEADROOM * (1 - excess)) / brightest));
}

/** Is the pixel or one of its eight neighbours part of the mouth? */
// @ts-ignore: decorator
@inline
function nearMouth(
  parts: usize,
  i: i32,
  width: i32,
  height: i32,
  values: usize,
  plane: usize,
): bool {
  const v = load<f32>(values + plane + <usize>i * 4);
  if (v < 0.55 || v > 0.8) return false;
  const u = load<f32>(values + <usize>i * 4);
  return u >= 0.3 && u <= 0.7 && besideMouth(parts, i, width, height);
}

function besideMouth(parts: usize, i: i32, width: i32, height: i32): bool {
  const x = i % width;
  const y = i / width;
  for (let dy = -1; dy <= 1; dy++) {
    if (y + dy < 0 || y + dy >= height) continue;
    for (let dx = -1; dx <= 1; dx++) {
      if (x + dx < 0 || x + dx >= width) continue;
      if (load<u8>(parts + i + dy * width + dx) === MOUTH) return true;
    }
  }
  return false;
}
