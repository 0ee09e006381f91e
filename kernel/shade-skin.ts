import { mix, pixelAt, within } from "./vectors";

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
 * to it: `done` gets 1 where nothing remains to be done. `out` and `done` are cleared here.
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
  const fieldEnd: f32 = <f32>fieldSize - <f32>1.001;
  const textureRow: usize = textureSize * 12;
  const textureEnd: f32 = <f32>textureSize - <f32>1.001;
  const half = f32x4.splat(0.5);
  const none = f32x4.splat(0);
  let changed = 0;
  memory.fill(out, 0, width * height * 4);
  memory.fill(done, 0, width * height);
  for (let y = 0, i: usize = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const kind = load<u8>(parts + i);
      if (kind === 0) {
        store<u8>(done + i, 1);
        continue;
      }
      if (kind !== SKIN) continue;
      const here = load<u32>(frame + i * 4);
      if (here >>> 24 !== 255) {
        store<u8>(done + i, 1);
        continue;
      }
      const softness = load<f32>(inside + i * 4) * opacity;
      if (softness < LEAST_ALPHA) {
        store<u8>(done + i, 1);
        continue;
      }
      const u = load<f32>(values + i * 16);
      const v = load<f32>(values + i * 16, 4);
      const fx = within<f32>(fieldEnd, u * <f32>fieldSize - 0.5);
      const fy = within<f32>(fieldEnd, v * <f32>fieldSize - 0.5);
      const cellX = <i32>fx;
      const cellY = <i32>fy;
      const a = field + <usize>cellY * fieldRow + <usize>cellX * 32;
      const c = a + fieldRow;
      const across = f32x4.splat(fx - <f32>cellX);
      const down = f32x4.splat(fy - <f32>cellY);
      // alpha, own, gain R, gain G …
      const first = mix(
        mix(v128.load(a), v128.load(a, 32), across),
        mix(v128.load(c), v128.load(c, 32), across),
        down,
      );
      const alpha = f32x4.extract_lane(first, 0) * softness;
      if (alpha < LEAST_ALPHA) {
        store<u8>(done + i, 1);
        continue;
      }
      if (f32x4.extract_lane(first, 1) > LEAST_OWN) continue;
      if (v > 0.54 && v < 0.81 && nearMouth(parts, i, x, y, width, height)) continue;
      // … gain B, light R G B.
      const second = mix(
        mix(v128.load(a, 16), v128.load(a, 48), across),
        mix(v128.load(c, 16), v128.load(c, 48), across),
        down,
      );
      const gain = i8x16.shuffle(
        first, second, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 16, 17, 18, 19,
      );
      const light = i8x16.shuffle(
        second, second, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 12, 13, 14, 15,
      );

      const tx = within<f32>(textureEnd, u * <f32>textureSize - 0.5);
      const ty = within<f32>(textureEnd, v * <f32>textureSize - 0.5);
      const texelX = <i32>tx;
      const texelY = <i32>ty;
      const t = texture + <usize>texelY * textureRow + <usize>texelX * 12;
      const s = t + textureRow;
      const texelAcross = f32x4.splat(tx - <f32>texelX);
      const detail = mix(
        mix(v128.load(t), v128.load(t, 12), texelAcross),
        mix(v128.load(s), v128.load(s, 12), texelAcross),
        f32x4.splat(ty - <f32>texelY),
      );
      let colour = f32x4.max(none, f32x4.add(f32x4.mul(detail, gain), light));
      const red = f32x4.extract_lane(colour, 0);
      const green = f32x4.extract_lane(colour, 1);
      const blue = f32x4.extract_lane(colour, 2);
      const warm = red > green ? red : green;
      const brightest = warm > blue ? warm : blue;
      if (brightest > KNEE) {
        const excess = Mathf.exp((KNEE - brightest) / HEADROOM);
        const scale = (KNEE + HEADROOM * (1 - excess)) / brightest;
        colour = f32x4.mul(colour, f32x4.splat(scale));
      }

      store<u8>(done + i, 1);
      const blended = f32x4.add(mix(pixelAt(frame + i * 4), colour, f32x4.splat(alpha)), half);
      const whole = i32x4.trunc_sat_f32x4_s(blended);
      const shown: u32 =
        i32x4.extract_lane(whole, 0) |
        (i32x4.extract_lane(whole, 1) << 8) |
        (i32x4.extract_lane(whole, 2) << 16) |
        0xff00_0000;
      if (shown === here) continue;
      store<u32>(out + i * 4, shown);
      changed = 1;
    }
  }
  return changed;
}

/** Is the pixel or one of its eight neighbours part of the mouth? */
function nearMouth(parts: usize, i: usize, x: i32, y: i32, width: i32, height: i32): bool {
  for (let dy = -1; dy <= 1; dy++) {
    if (y + dy < 0 || y + dy >= height) continue;
    for (let dx = -1; dx <= 1; dx++) {
      if (x + dx < 0 || x + dx >= width) continue;
      if (load<u8>(parts + i + dy * width + dx) === MOUTH) return true;
    }
  }
  return false;
}
