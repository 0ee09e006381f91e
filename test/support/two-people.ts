import type { CanonicalMesh } from "../../src/engine/face/face-models.ts";
import type { Raster } from "../../src/engine/raster.ts";
import { landscape, pasted } from "./pictures.ts";
import { talking } from "./sample-media.ts";
import { createSyntheticHead, identities } from "./synthetic-head.ts";

const side = 200;

/** Ada on the left, a little larger, and Bruno on the right; 400 × 200 pixels. */
export function twoPeople(mesh: CanonicalMesh): Raster {
  const size = { width: side, height: side, ...talking(0.1) };
  const ada = createSyntheticHead(mesh, identities.ada).render({ ...size, scale: 7 }).picture;
  const bruno = createSyntheticHead(mesh, identities.bruno).render({ ...size, scale: 6 }).picture;
  return pasted(pasted(landscape(2 * side, side), ada, 0, 0), bruno, side, 0);
}
