import { smoothstep } from "./vectors";

/**
 * Twin: `createFacingMap`. Points are x, y, z.
 * @param shares by point: one over the number of its triangles; @param sums room for a float a point
 * @param cells numbers of `cellCount` cells, with the three points of each and their weights
 */
export function mapFacing(
  triangles: usize,
  triangleCount: i32,
  landmarks: usize,
  shares: usize,
  sums: usize,
  points: i32,
  cells: usize,
  corners: usize,
  weights: usize,
  cellCount: i32,
  out: usize,
): void {
  memory.fill(sums, 0, <usize>points * 4);
  for (let t = 0; t < triangleCount; t++, triangles += 6) {
    const a = <usize>load<u16>(triangles);
    const b = <usize>load<u16>(triangles, 2);
    const c = <usize>load<u16>(triangles, 4);
    const first = v128.load(landmarks + a * 12);
    const u = f32x4.sub(v128.load(landmarks + b * 12), first);
    const v = f32x4.sub(v128.load(landmarks + c * 12), first);
    const ux = f32x4.extract_lane(u, 0);
    const uy = f32x4.extract_lane(u, 1);
    const uz = f32x4.extract_lane(u, 2);
    const vx = f32x4.extract_lane(v, 0);
    const vy = f32x4.extract_lane(v, 1);
    const vz = f32x4.extract_lane(v, 2);
    const nx = uy * vz - uz * vy;
    const ny = uz * vx - ux * vz;
    const nz = ux * vy - uy * vx;
    const length = sqrt<f32>(nx * nx + ny * ny + nz * nz);
    const toCamera: f32 = length > 0 ? -nz / length : 0;
    store<f32>(sums + a * 4, load<f32>(sums + a * 4) + toCamera);
    store<f32>(sums + b * 4, load<f32>(sums + b * 4) + toCamera);
    store<f32>(sums + c * 4, load<f32>(sums + c * 4) + toCamera);
  }
  for (let point: usize = 0; point < <usize>points * 4; point += 4) {
    const mean = load<f32>(sums + point) * load<f32>(shares + point);
    store<f32>(sums + point, smoothstep(mean, 0.12, 0.5));
  }
  for (let i = 0; i < cellCount; i++, corners += 6, weights += 12) {
    const value =
      load<f32>(sums + <usize>load<u16>(corners) * 4) * load<f32>(weights) +
      load<f32>(sums + <usize>load<u16>(corners, 2) * 4) * load<f32>(weights, 4) +
      load<f32>(sums + <usize>load<u16>(corners, 4) * 4) * load<f32>(weights, 8);
    store<f32>(out + <usize>load<u32>(cells + <usize>i * 4) * 4, value);
  }
}
