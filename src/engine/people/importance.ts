import type { TrackedFace } from "../face/track.ts";

/**
 * How much a clip is about a face. Size counts more than time (exponent 1.5), so that a passer-by in every frame does
 * not win over a close-up in half of them.
 */
export function importance(faces: readonly TrackedFace[]): number {
  return faces.reduce((sum, { region }) => sum + region.size ** 1.5, 0);
}
