// AssemblyScript: compiled to WebAssembly by `npm run build:kernel`, see docs/decisions/2026-11-25-a-kernel-in-webassembly.md.
// Every function works on memory that the caller has laid out: a name that ends in no unit is an address. What each
// computes is told by its twin in TypeScript, against which it is tested.

/** Of `part` in src/engine/swap/rasterise.ts. */
const SKIN: u8 = 1;
const MOUTH: u8 = 2;
/** Of `leastAlpha` and `knee` in src/engine/swap/shade.ts. */
const LEAST_ALPHA: f32 = 0.004;
const KNEE: f32 = 225;
const HEADROOM: f32 = 255 - KNEE;
const LEAST_OWN: f32 = 0.001;

/** An RGBA pixel as four floats; alpha is the last. */
// @ts-ignore: decorator
@inline
function pixelAt(address: usize): v128 {
  const bytes = v128.load32_zero(address);
  const words = i16x8.extend_low_i8x16_u(bytes);
  return f32x4.convert_i32x4_s(i32x4.extend_low_i16x8_u(words));
}

// @ts-ignore: decorator
@inline
function mix(from: v128, to: v128, share: v128): v128 {
  return f32x4.add(from, f32x4.mul(f32x4.sub(to, from), share));
}

/** 0…`end`. Comparisons, as min and max take several instructions for the sake of −0 and NaN. */
// @ts-ignore: decorator
@inline
function within<T>(end: T, value: T): T {
  return value > <T>0 ? (value < end ? value : end) : <T>0;
}

/**
 * Twin: `cropSquare`. `source` holds the part of a level that begins at (partX, partY) and is `partWidth` pixels wide.
 */
export function crop(
  source: usize,
  partX: i32,
  partY: i32,
  partWidth: i32,
  width: i32,
  height: i32,
  originX: f64,
  originY: f64,
  stepX: f64,
  stepY: f64,
  side: i32,
  gain: f32,
  offset: f32,
  black: bool,
  planar: usize,
): void {
  const lastX: f64 = width - 1;
  const lastY: f64 = height - 1;
  const stride: usize = partWidth * 4;
  const plane: usize = side * side * 4;
  const gains = f32x4.splat(gain);
  const offsets = f32x4.splat(offset);
  let to = planar;
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++, to += 4) {
      const exactX = originX + <f64>column * stepX - <f64>row * stepY;
      const exactY = originY + <f64>column * stepY + <f64>row * stepX;
      if (
        black &&
        (exactX < -0.5 || exactY < -0.5 || exactX > lastX + 0.5 || exactY > lastY + 0.5)
      ) {
        store<f32>(to, offset);
        store<f32>(to + plane, offset);
        store<f32>(to + 2 * plane, offset);
        continue;
      }
      const x = within<f64>(lastX, exactX);
      const y = within<f64>(lastY, exactY);
      const left = <i32>x;
      const top = <i32>y;
      const acrossShare = f32x4.splat(<f32>(x - <f64>left));
      const downShare = f32x4.splat(<f32>(y - <f64>top));
      const a = source + <usize>(top - partY) * stride + <usize>(left - partX) * 4;
      const across: usize = left + 1 < width ? 4 : 0;
      const below = a + (top + 1 < height ? stride : 0);
      const upper = mix(pixelAt(a), pixelAt(a + across), acrossShare);
      const lower = mix(pixelAt(below), pixelAt(below + across), acrossShare);
      const colour = f32x4.add(f32x4.mul(mix(upper, lower, downShare), gains), offsets);
      store<f32>(to, f32x4.extract_lane(colour, 0));
      store<f32>(to + plane, f32x4.extract_lane(colour, 1));
      store<f32>(to + 2 * plane, f32x4.extract_lane(colour, 2));
    }
  }
}

/** Twin: `rasterise`. Points are x, y, z in frame coordinates; `parts` and `depth` are cleared here. */
export function rasterise(
  triangles: usize,
  triangleParts: usize,
  count: i32,
  uv: usize,
  drawn: usize,
  target: usize,
  boxX: f64,
  boxY: f64,
  width: i32,
  height: i32,
  parts: usize,
  values: usize,
  depth: usize,
): void {
  const pixels = width * height;
  memory.fill(parts, 0, pixels);
  for (let i = 0; i < pixels; i++) store<f32>(depth + <usize>i * 4, f32.MAX_VALUE);
  for (let t = 0; t < count; t++) {
    const corner = triangles + <usize>t * 6;
    const a: usize = load<u16>(corner);
    const b: usize = load<u16>(corner, 2);
    const c: usize = load<u16>(corner, 4);
    const ax = <f64>load<f32>(drawn + a * 12) - boxX;
    const ay = <f64>load<f32>(drawn + a * 12, 4) - boxY;
    const bx = <f64>load<f32>(drawn + b * 12) - boxX;
    const by = <f64>load<f32>(drawn + b * 12, 4) - boxY;
    const cx = <f64>load<f32>(drawn + c * 12) - boxX;
    const cy = <f64>load<f32>(drawn + c * 12, 4) - boxY;
    const area = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy);
    if (area > -1e-6) continue;
    const left = max<i32>(0, <i32>Math.ceil(min(min(ax, bx), cx) - 0.5));
    const right = min<i32>(width - 1, <i32>Math.floor(max(max(ax, bx), cx) - 0.5));
    const top = max<i32>(0, <i32>Math.ceil(min(min(ay, by), cy) - 0.5));
    const bottom = min<i32>(height - 1, <i32>Math.floor(max(max(ay, by), cy) - 0.5));
    if (left > right || top > bottom) continue;

    const stepA = (by - cy) / area;
    const stepB = (cy - ay) / area;
    const z = load<f32>(drawn + c * 12, 8);
    const za: f64 = load<f32>(drawn + a * 12, 8) - z;
    const zb: f64 = load<f32>(drawn + b * 12, 8) - z;
    const base = valuesOf(uv, target, c);
    const alongA = f32x4.sub(valuesOf(uv, target, a), base);
    const alongB = f32x4.sub(valuesOf(uv, target, b), base);
    const kind = load<u8>(triangleParts + t);
    for (let y = top; y <= bottom; y++) {
      const dx = <f64>left + 0.5 - cx;
      const dy = <f64>y + 0.5 - cy;
      let wa = ((by - cy) * dx + (cx - bx) * dy) / area;
      let wb = ((cy - ay) * dx + (ax - cx) * dy) / area;
      let i: usize = y * width + left;
      for (let x = left; x <= right; x++, i++, wa += stepA, wb += stepB) {
        if (wa < -1e-5 || wb < -1e-5 || wa + wb > 1.00001) continue;
        const distance = <f32>(<f64>z + wa * za + wb * zb);
        if (distance >= load<f32>(depth + i * 4)) continue;
        store<f32>(depth + i * 4, distance);
        store<u8>(parts + i, kind);
        const fromA = f32x4.mul(f32x4.splat(<f32>wa), alongA);
        const fromB = f32x4.mul(f32x4.splat(<f32>wb), alongB);
        v128.store(values + i * 16, f32x4.add(base, f32x4.add(fromA, fromB)));
      }
    }
  }
}

/** u, v, x, y of a mesh point. */
// @ts-ignore: decorator
@inline
function valuesOf(uv: usize, target: usize, point: usize): v128 {
  return f32x4(
    load<f32>(uv + point * 8),
    load<f32>(uv + point * 8, 4),
    load<f32>(target + point * 12),
    load<f32>(target + point * 12, 4),
  );
}

/** Twin: `softenEdges`. `sums` has room for a row of floats. */
export function softenEdges(
  parts: usize,
  width: i32,
  height: i32,
  radius: i32,
  inside: usize,
  scratch: usize,
  sums: usize,
): void {
  const pixels = width * height;
  for (let i = 0; i < pixels; i++) {
    store<f32>(inside + <usize>i * 4, load<u8>(parts + i) === 0 ? 0 : 1);
  }
  for (let pass = 0; pass < 2; pass++) {
    blurRows(inside, scratch, width, height, radius);
    blurColumns(scratch, inside, width, height, radius, sums);
  }
  for (let i = 0; i < pixels; i++) {
    const at = inside + <usize>i * 4;
    const value = load<f32>(at);
    const depth: f32 = value < 0.5 ? 0 : min<f32>(1, value * 2 - 1);
    store<f32>(at, depth * depth * (3 - 2 * depth));
  }
}

function blurRows(from: usize, to: usize, width: i32, height: i32, radius: i32): void {
  const scale: f64 = 1 / <f64>(radius * 2 + 1);
  const last = width - 1;
  for (let y = 0; y < height; y++) {
    const row: usize = y * width * 4;
    const source = from + row;
    let sum = <f64>load<f32>(source) * <f64>(radius + 1);
    for (let x = 1; x <= radius; x++) sum += <f64>load<f32>(source + <usize>min(last, x) * 4);
    for (let x = 0; x < width; x++) {
      store<f32>(to + row + <usize>x * 4, <f32>(sum * scale));
      const entering = load<f32>(source + <usize>min(last, x + radius + 1) * 4);
      const leaving = load<f32>(source + <usize>max(0, x - radius) * 4);
      sum += <f64>entering - <f64>leaving;
    }
  }
}

/** Four columns at a time; what is past the last column is computed and not looked at. */
function blurColumns(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  radius: i32,
  sums: usize,
): void {
  const scale = f32x4.splat(<f32>1 / <f32>(radius * 2 + 1));
  const stride: usize = width * 4;
  const vectors = width >> 2;
  const rest = width & 3;
  memory.fill(sums, 0, stride);
  for (let y = -radius; y <= radius; y++) {
    const row = from + <usize>min(height - 1, max(0, y)) * stride;
    for (let x = 0; x < width; x++) {
      const at = sums + <usize>x * 4;
      store<f32>(at, load<f32>(at) + load<f32>(row + <usize>x * 4));
    }
  }
  for (let y = 0; y < height; y++) {
    const target = to + <usize>y * stride;
    const entering = from + <usize>min(height - 1, y + radius + 1) * stride;
    const leaving = from + <usize>max(0, y - radius) * stride;
    for (let v = 0; v < vectors; v++) {
      const o: usize = v * 16;
      const sum = v128.load(sums + o);
      v128.store(target + o, f32x4.mul(sum, scale));
      const change = f32x4.sub(v128.load(entering + o), v128.load(leaving + o));
      v128.store(sums + o, f32x4.add(sum, change));
    }
    for (let x = width - rest; x < width; x++) {
      const o: usize = x * 4;
      const sum = load<f32>(sums + o);
      store<f32>(target + o, sum * f32x4.extract_lane(scale, 0));
      store<f32>(sums + o, sum + load<f32>(entering + o) - load<f32>(leaving + o));
    }
  }
}

/**
 * Twin: `boxBlur`. `channels` is 1 or even; `scratch` has room for the field, `sums` for a row of doubles.
 */
export function boxBlur(
  field: usize,
  scratch: usize,
  sums: usize,
  width: i32,
  height: i32,
  channels: i32,
  radius: i32,
  passes: i32,
): void {
  for (let pass = 0; pass < passes; pass++) {
    if (channels === 1) blurRows(field, scratch, width, height, radius);
    else for (let c = 0; c < channels; c += 2) {
      blurPairs(field + <usize>c * 4, scratch + <usize>c * 4, width, height, channels, radius);
    }
    blurLanes(scratch, field, sums, width * channels, height, radius);
  }
}

/** Two channels side by side as doubles. */
// @ts-ignore: decorator
@inline
function pairAt(address: usize): v128 {
  return f64x2.promote_low_f32x4(v128.load64_zero(address));
}

// @ts-ignore: decorator
@inline
function storePair(address: usize, pair: v128): void {
  v128.store64_lane(address, f32x4.demote_f64x2_zero(pair), 0);
}

function blurPairs(
  from: usize,
  to: usize,
  width: i32,
  height: i32,
  channels: i32,
  radius: i32,
): void {
  const scale = f64x2.splat(1 / <f64>(radius * 2 + 1));
  const step: usize = channels * 4;
  const last = width - 1;
  for (let y = 0; y < height; y++) {
    const row: usize = <usize>y * <usize>width * step;
    const source = from + row;
    let sum = f64x2.mul(pairAt(source), f64x2.splat(<f64>(radius + 1)));
    for (let x = 1; x <= radius; x++) {
      sum = f64x2.add(sum, pairAt(source + <usize>min(last, x) * step));
    }
    for (let x = 0; x < width; x++) {
      storePair(to + row + <usize>x * step, f64x2.mul(sum, scale));
      const entering = pairAt(source + <usize>min(last, x + radius + 1) * step);
      const leaving = pairAt(source + <usize>max(0, x - radius) * step);
      sum = f64x2.add(sum, f64x2.sub(entering, leaving));
    }
  }
}

/** Down all columns at once; a field of `lanes` floats a row. */
function blurLanes(
  from: usize,
  to: usize,
  sums: usize,
  lanes: i32,
  height: i32,
  radius: i32,
): void {
  const scale: f64 = 1 / <f64>(radius * 2 + 1);
  const scales = f64x2.splat(scale);
  const stride: usize = lanes * 4;
  const even = lanes & ~1;
  memory.fill(sums, 0, <usize>lanes * 8);
  for (let y = -radius; y <= radius; y++) {
    const row = from + <usize>min(height - 1, max(0, y)) * stride;
    for (let x = 0; x < lanes; x++) {
      const at = sums + <usize>x * 8;
      store<f64>(at, load<f64>(at) + <f64>load<f32>(row + <usize>x * 4));
    }
  }
  for (let y = 0; y < height; y++) {
    const target = to + <usize>y * stride;
    const entering = from + <usize>min(height - 1, y + radius + 1) * stride;
    const leaving = from + <usize>max(0, y - radius) * stride;
    for (let x = 0; x < even; x += 2) {
      const o: usize = x * 4;
      const sum = v128.load(sums + o * 2);
      storePair(target + o, f64x2.mul(sum, scales));
      const change = f64x2.sub(pairAt(entering + o), pairAt(leaving + o));
      v128.store(sums + o * 2, f64x2.add(sum, change));
    }
    for (let x = even; x < lanes; x++) {
      const o: usize = x * 4;
      const sum = load<f64>(sums + o * 2);
      store<f32>(target + o, <f32>(sum * scale));
      const change = <f64>load<f32>(entering + o) - <f64>load<f32>(leaving + o);
      store<f64>(sums + o * 2, sum + change);
    }
  }
}

/** Twin: `narrow`. Indexes above 255 become `transparent`. @returns all indexes ored */
export function narrow(indexes: usize, count: i32, transparent: i32, bytes: usize): i32 {
  const most = i16x8.splat(255);
  const nothing = i16x8.splat(<i16>transparent);
  const vectors = count >> 4;
  let ored = i16x8.splat(0);
  for (let i = 0; i < vectors; i++) {
    const first = v128.load(indexes + <usize>i * 32);
    const second = v128.load(indexes + <usize>i * 32, 16);
    ored = v128.or(ored, v128.or(first, second));
    const low = v128.bitselect(nothing, first, i16x8.gt_u(first, most));
    const high = v128.bitselect(nothing, second, i16x8.gt_u(second, most));
    v128.store(bytes + <usize>i * 16, i8x16.narrow_i16x8_u(low, high));
  }
  let all: i32 = 0;
  for (let i = vectors << 4; i < count; i++) {
    const index = load<u16>(indexes + <usize>i * 2);
    all |= index;
    store<u8>(bytes + i, index > 255 ? <u8>transparent : <u8>index);
  }
  const halves = v128.or(ored, i8x16.shuffle(ored, ored, 8, 9, 10, 11, 12, 13, 14, 15, 0, 1, 2, 3, 4, 5, 6, 7));
  for (let half = i64x2.extract_lane(halves, 0), lane = 0; lane < 4; lane++, half >>= 16) {
    all |= <i32>half & 0xffff;
  }
  return all;
}

/** Twin: `widen`. Bytes that are `transparent` (−1 for none) become `nothing`. */
export function widen(bytes: usize, count: i32, transparent: i32, nothing: i32, indexes: usize): void {
  const skipped = i16x8.splat(<i16>transparent);
  const replacement = i16x8.splat(<i16>nothing);
  const vectors = count >> 3;
  for (let i = 0; i < vectors; i++) {
    const wide = i16x8.extend_low_i8x16_u(v128.load64_zero(bytes + <usize>i * 8));
    const drawn = v128.bitselect(replacement, wide, i16x8.eq(wide, skipped));
    v128.store(indexes + <usize>i * 16, drawn);
  }
  for (let i = vectors << 3; i < count; i++) {
    const byte: i32 = load<u8>(bytes + i);
    store<u16>(indexes + <usize>i * 2, <u16>(byte === transparent ? nothing : byte));
  }
}

/** Twin: `drawIndexes`. Indexes above 255 draw nothing. */
export function drawIndexes(indexes: usize, count: i32, colours: usize, pixels: usize): void {
  for (let i: usize = 0, end: usize = count; i < end; i++) {
    const index = load<u16>(indexes + i * 2);
    const at = pixels + i * 4;
    const colour = load<u32>(colours + <usize>(index & 255) * 4);
    store<u32>(at, select(colour, load<u32>(at), index < 256));
  }
}

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
