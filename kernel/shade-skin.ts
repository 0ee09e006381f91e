import { mix, pixelAt } from "./vectors";

/** Of `part` in src/engine/swap/rasterise.ts. */
const SKIN: u8 = 1;
const MOUTH: u8 = 2;
/** Of `leastAlpha` and `knee` in src/engine/swap/shade.ts. */
const LEAST_ALPHA: f32 = 0.004;
const KNEE: f32 = 225;
const HEADROOM: f32 = 255 - KNEE;
const LEAST_OWN: f32 = 0.001;

/**
 * Twin: `shade`, for the plain skin that most of a face is. Pixels of eyes, lids and mouth are left
 * to it: `done` gets 0 where something remains to be done. All of `out` and `done` is written.
 * @param frame the part of the frame that the mesh covers, RGBA
 * @param texture RGB floats, with a float of room behind the last
 * @returns 1 when a pixel changed
 */
export function shadeSkin(
  frame: usize,
  width: i32,
  height: i32,
  parts: usize,
  values: usize,
  inside: usize,
  texture: usize,
  textureSize: i32,
  field: usize,
  fieldSize: i32,
  opacity: f32,
  out: usize,
  done: usize,
): i32 {
  const fieldRow: usize = fieldSize * 32;
  const textureRow: usize = textureSize * 12;
  const sizes = f32x4(<f32>fieldSize, <f32>fieldSize, <f32>textureSize, <f32>textureSize);
  const ends = f32x4.sub(sizes, f32x4.splat(1.001));
  const half = f32x4.splat(0.5);
  const one = f32x4.splat(1);
  const none = f32x4.splat(0);
  /** Alpha, of which there is nothing to be seen, is never too bright. */
  const knees = f32x4(KNEE, KNEE, KNEE, f32.MAX_VALUE);
  let changed = 0;
  memory.fill(out, 0, width * height * 4);
  memory.fill(done, 1, width * height);
  for (let y = 0, i: usize = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const kind = load<u8>(parts + i);
      if (kind === 0) continue;
      if (kind !== SKIN) {
        store<u8>(done + i, 0);
        continue;
      }
      const here = load<u32>(frame + i * 4);
      if (here >>> 24 !== 255) continue;
      const softness = load<f32>(inside + i * 4) * opacity;
      if (softness < LEAST_ALPHA) continue;

      // Where the pixel lies in field and texture: x and y in cells, x and y in texels.
      const uv = v128.load64_splat(values + i * 16);
      const exact = f32x4.sub(f32x4.mul(uv, sizes), half);
      const place = f32x4.pmin(ends, f32x4.pmax(none, exact));
      const corner = f32x4.floor(place);
      const whole = wholeNumbers(corner);
      const right = f32x4.sub(place, corner);
      const left = f32x4.sub(one, right);

      const a =
        field +
        <usize>i32x4.extract_lane(whole, 1) * fieldRow +
        <usize>i32x4.extract_lane(whole, 0) * 32;
      const c = a + fieldRow;
      const across = f32x4.splat(f32x4.extract_lane(right, 0));
      const back = f32x4.splat(f32x4.extract_lane(left, 0));
      const down = f32x4.splat(f32x4.extract_lane(right, 1));
      const up = f32x4.splat(f32x4.extract_lane(left, 1));
      const wa = f32x4.mul(back, up);
      const wb = f32x4.mul(across, up);
      const wc = f32x4.mul(back, down);
      const wd = f32x4.mul(across, down);
      // alpha, own, gain R, gain G …
      const first = blend(v128.load(a), wa, v128.load(a, 32), wb, v128.load(c), wc, v128.load(c, 32), wd);
      const alpha = f32x4.extract_lane(first, 0) * softness;
      if (alpha < LEAST_ALPHA) continue;
      const own = f32x4.extract_lane(first, 1) > LEAST_OWN;
      if (own || nearMouth(parts, i, x, y, width, height, uv)) {
        store<u8>(done + i, 0);
        continue;
      }
      // … gain B, light R G B.
      const second = blend(
        v128.load(a, 16), wa, v128.load(a, 48), wb, v128.load(c, 16), wc, v128.load(c, 48), wd,
      );
      const gain = i8x16.shuffle(
        first, second, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 16, 17, 18, 19,
      );
      const light = i8x16.shuffle(
        second, second, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15,
      );

      const t =
        texture +
        <usize>i32x4.extract_lane(whole, 3) * textureRow +
        <usize>i32x4.extract_lane(whole, 2) * 12;
      const s = t + textureRow;
      const texelAcross = f32x4.splat(f32x4.extract_lane(right, 2));
      const detail = mix(
        mix(v128.load(t), v128.load(t, 12), texelAcross),
        mix(v128.load(s), v128.load(s, 12), texelAcross),
        f32x4.splat(f32x4.extract_lane(right, 3)),
      );
      let colour = f32x4.pmax(none, f32x4.add(f32x4.mul(detail, gain), light));
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
  return changed;
}

/** a·wa + b·wb + c·wc + d·wd */
// @ts-ignore: decorator
@inline
function blend(
  a: v128, wa: v128, b: v128, wb: v128, c: v128, wc: v128, d: v128, wd: v128,
): v128 {
  const upper = f32x4.add(f32x4.mul(a, wa), f32x4.mul(b, wb));
  const lower = f32x4.add(f32x4.mul(c, wc), f32x4.mul(d, wd));
  return f32x4.add(upper, lower);
}

/**
 * Floats that are whole numbers of 0…2²³ − 1 as integers: beside 2²³, the bits of a float count ones. WebAssembly's own
 * conversion takes several instructions for the sake of all other floats.
 */
// @ts-ignore: decorator
@inline
function wholeNumbers(floats: v128): v128 {
  const bits = f32x4.add(floats, f32x4.splat(8_388_608));
  return v128.and(bits, i32x4.splat(0x7f_ffff));
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
function nearMouth(
  parts: usize,
  i: usize,
  x: i32,
  y: i32,
  width: i32,
  height: i32,
  uv: v128,
): bool {
  const u = f32x4.extract_lane(uv, 0);
  const v = f32x4.extract_lane(uv, 1);
  if (v < 0.55 || v > 0.8 || u < 0.3 || u > 0.7) return false;
  for (let dy = -1; dy <= 1; dy++) {
    if (y + dy < 0 || y + dy >= height) continue;
    for (let dx = -1; dx <= 1; dx++) {
      if (x + dx < 0 || x + dx >= width) continue;
      if (load<u8>(parts + i + dy * width + dx) === MOUTH) return true;
    }
  }
  return false;
}
