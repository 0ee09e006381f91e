import type { CanonicalMesh } from "../../src/engine/face/face-models.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { createSyntheticHead, type HeadOptions, type Identity } from "./synthetic-head.ts";

/** A head cut out: see-through around it. */
export type CutOut = (options: HeadOptions) => Raster;

/** No skin, hair or cloth of ours is like this wall. */
const wall = [255, 0, 255] as const;

/** Somebody to put into a picture together with others. */
export function createCutOut(mesh: CanonicalMesh, identity: Identity): CutOut {
  const head = createSyntheticHead(mesh, { ...identity, backdrop: [wall, wall] });
  return (options) => {
    const { picture } = head.render({ fineness: 1, ...options });
    const data = picture.data.slice();
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] > 180 && data[at + 1] < 70 && data[at + 2] > 180) data[at + 3] = 0;
    }
    return { ...picture, data };
  };
}

interface Placed {
  readonly head: Raster;
  readonly left: number;
  readonly top?: number;
}

/** Heads before a background, the last one in front; what lies outside of it is cut off. */
export function together(background: Raster, heads: readonly Placed[]): Raster {
  const scene: Raster = { ...background, data: background.data.slice() };
  for (const { head, left, top = 0 } of heads) {
    for (let at = 0; at < head.data.length; at += 4) {
      const x = left + ((at / 4) % head.width);
      const y = top + Math.floor(at / 4 / head.width);
      if (head.data[at + 3] === 0 || x < 0 || x >= scene.width || y < 0 || y >= scene.height)
        continue;
      scene.data.set(head.data.subarray(at, at + 4), (y * scene.width + x) * 4);
    }
  }
  return scene;
}
