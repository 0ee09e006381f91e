/**
 * Twin: `createPlainRasteriser`, four pixels at a time. Points are x, y, z in frame coordinates; `parts` and `depth` are
 * cleared here. All picture arrays have room for three pixels more.
 * @param values four planes, `plane` bytes apart: u, v, x, y
 */
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
  plane: usize,
  depth: usize,
): void {
  const pixels = width * height;
  memory.fill(parts, 0, pixels);
  // As a float that is further away than anything, 3.4 · 10³⁸.
  memory.fill(depth, 0x7f, <usize>pixels * 4);
  const lanes = i32x4(0, 1, 2, 3);
  const steps = f32x4(0, 1, 2, 3);
  const least = f32x4.splat(-1e-5);
  const most = f32x4.splat(1.00001);
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

    const perArea = 1 / area;
    const stepA = (by - cy) * perArea;
    const stepB = (cy - ay) * perArea;
    const downA = (cx - bx) * perArea;
    const downB = (ax - cx) * perArea;
    const offsetsA = f32x4.mul(steps, f32x4.splat(<f32>stepA));
    const offsetsB = f32x4.mul(steps, f32x4.splat(<f32>stepB));
    const fourA = f32x4.splat(<f32>(stepA * 4));
    const fourB = f32x4.splat(<f32>(stepB * 4));
    const z = load<f32>(drawn + c * 12, 8);
    const zs = f32x4.splat(z);
    const za = f32x4.splat(load<f32>(drawn + a * 12, 8) - z);
    const zb = f32x4.splat(load<f32>(drawn + b * 12, 8) - z);
    const u = v128.load32_splat(uv + c * 8);
    const v = v128.load32_splat(uv + c * 8, 4);
    const tx = v128.load32_splat(target + c * 12);
    const ty = v128.load32_splat(target + c * 12, 4);
    const ua = f32x4.sub(v128.load32_splat(uv + a * 8), u);
    const ub = f32x4.sub(v128.load32_splat(uv + b * 8), u);
    const va = f32x4.sub(v128.load32_splat(uv + a * 8, 4), v);
    const vb = f32x4.sub(v128.load32_splat(uv + b * 8, 4), v);
    const txa = f32x4.sub(v128.load32_splat(target + a * 12), tx);
    const txb = f32x4.sub(v128.load32_splat(target + b * 12), tx);
    const tya = f32x4.sub(v128.load32_splat(target + a * 12, 4), ty);
    const tyb = f32x4.sub(v128.load32_splat(target + b * 12, 4), ty);
    const kind = <u32>load<u8>(triangleParts + t) * 0x0101_0101;
    const dx = <f64>left + 0.5 - cx;
    for (let y = top; y <= bottom; y++) {
      const dy = <f64>y + 0.5 - cy;
      let wa = f32x4.add(f32x4.splat(<f32>(stepA * dx + downA * dy)), offsetsA);
      let wb = f32x4.add(f32x4.splat(<f32>(stepB * dx + downB * dy)), offsetsB);
      let i = <usize>(y * width + left);
      let within = false;
      for (let x = left; x <= right; x += 4, i += 4) {
        const nowA = wa;
        const nowB = wb;
        wa = f32x4.add(wa, fourA);
        wb = f32x4.add(wb, fourB);
        const lower = v128.and(f32x4.gt(nowA, least), f32x4.gt(nowB, least));
        const inside = v128.and(lower, f32x4.lt(f32x4.add(nowA, nowB), most));
        if (!v128.any_true(inside)) {
          if (within) break;
          continue;
        }
        within = true;
        const distance = f32x4.add(zs, f32x4.add(f32x4.mul(nowA, za), f32x4.mul(nowB, zb)));
        const before = v128.load(depth + i * 4);
        const row = i32x4.le_s(i32x4.add(lanes, i32x4.splat(x)), i32x4.splat(right));
        const shown = v128.and(v128.and(inside, row), f32x4.lt(distance, before));
        if (!v128.any_true(shown)) continue;
        v128.store(depth + i * 4, v128.bitselect(distance, before, shown));
        const bytes = i8x16.shuffle(shown, shown, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
        const mask = <u32>i32x4.extract_lane(bytes, 0);
        store<u32>(parts + i, (load<u32>(parts + i) & ~mask) | (kind & mask));
        const place = values + i * 4;
        put(place, u, ua, ub, nowA, nowB, shown);
        put(place + plane, v, va, vb, nowA, nowB, shown);
        put(place + plane * 2, tx, txa, txb, nowA, nowB, shown);
        put(place + plane * 3, ty, tya, tyb, nowA, nowB, shown);
      }
    }
  }
}

/** Writes four values of one plane where they show. */
// @ts-ignore: decorator
@inline
function put(place: usize, base: v128, a: v128, b: v128, wa: v128, wb: v128, shown: v128): void {
  const value = f32x4.add(base, f32x4.add(f32x4.mul(wa, a), f32x4.mul(wb, b)));
  v128.store(place, v128.bitselect(value, v128.load(place), shown));
}
