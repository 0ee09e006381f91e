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
  // As a float that is further away than anything, 3.4 · 10³⁸.
  memory.fill(depth, 0x7f, <usize>pixels * 4);
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
      let within = false;
      for (let x = left; x <= right; x++, i++, wa += stepA, wb += stepB) {
        if (wa < -1e-5 || wb < -1e-5 || wa + wb > 1.00001) {
          if (within) break;
          continue;
        }
        within = true;
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
