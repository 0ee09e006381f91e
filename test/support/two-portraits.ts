import type { CanonicalMesh } from "../../src/engine/face/face-models.ts";
import { createSyntheticHead, identities } from "./synthetic-head.ts";

/** Ada, to be swapped, and a photo of Bruno, somewhat larger. */
export function twoPortraits(mesh: CanonicalMesh) {
  const { ada, bruno } = identities;
  return {
    target: createSyntheticHead(mesh, ada).render({ width: 300, height: 300, scale: 11 }),
    shot: createSyntheticHead(mesh, bruno).render({ width: 360, height: 360, scale: 13 }),
  };
}
