import { boxBlur } from "./box-blur.ts";
import { part } from "./rasterise.ts";
import type { MeshRaster } from "./rasterise.ts";

/** Softens the drawn mesh's outline, wherever in the picture it lies; the result is reused by the next call. */
export function createEdgeSoftener() {
  let inside = new Float32Array(0);

  /**
   * @param feather width of the soft edge in pixels
   * @returns for each pixel of the raster 0 on the outline, rising to 1 inside
   */
  return function softenEdges(raster: MeshRaster, feather: number): Float32Array {
    const { width, height, parts, kernel } = raster;
    const radius = Math.max(1, Math.round(feather));
    if (kernel !== undefined) return kernel.softenEdges(radius);
    const pixels = width * height;
    if (inside.length < pixels) {
      inside = new Float32Array(pixels);
    }
    for (let i = 0; i < pixels; i++) inside[i] = parts[i] === part.none ? 0 : 1;
    const shape = { width, height, channels: 1 };
    boxBlur(inside, shape, radius, 2);
    for (let i = 0; i < pixels; i++) {
      // The blurred outline is ½ on the edge itself.
      const depth = inside[i] < 0.5 ? 0 : inside[i] * 2 - 1;
      inside[i] = depth * depth * (3 - 2 * depth);
    }
    return inside;
  };
}
