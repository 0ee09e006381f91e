import { boxBlur } from "./box-blur.ts";
import { part } from "./rasterise.ts";
import type { MeshRaster } from "./rasterise.ts";

export interface SoftEdges {
  /** 0 at the edge of the drawn mesh, wherever that lies, rising to 1 inside. */
  readonly inside: Float32Array;
  /** 1 in the mouth's opening, falling to 0 within a pixel or two. */
  readonly mouth: Float32Array;
}

/** Softens the drawn mesh's own edges in the picture; the arrays of a result are reused by the next call. */
export function createEdgeSoftener() {
  let inside = new Float32Array(0);
  let mouth = new Float32Array(0);
  let scratch = new Float32Array(0);

  /** @param feather width of the mesh's soft edge, in pixels */
  return function softenEdges(raster: MeshRaster, feather: number): SoftEdges {
    const pixels = raster.width * raster.height;
    if (inside.length < pixels) {
      inside = new Float32Array(pixels);
      mouth = new Float32Array(pixels);
      scratch = new Float32Array(pixels);
    }
    for (let i = 0; i < pixels; i++) {
      inside[i] = raster.parts[i] === part.none ? 0 : 1;
      mouth[i] = raster.parts[i] === part.mouth ? 1 : 0;
    }
    const shape = { width: raster.width, height: raster.height, channels: 1 };
    boxBlur(inside, shape, Math.max(1, Math.round(feather)), 2, scratch);
    boxBlur(mouth, shape, 1, 2, scratch);
    for (let i = 0; i < pixels; i++) {
      // The blurred outline is ½ on the edge itself.
      const depth = Math.min(1, Math.max(0, inside[i] * 2 - 1));
      inside[i] = depth * depth * (3 - 2 * depth);
    }
    return { inside, mouth };
  };
}
