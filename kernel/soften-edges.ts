import { blurRows } from "./blur-rows";

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
