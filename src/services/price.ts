/** A GIF of this many frames costs one credit a face; a started group counts whole. */
const framesPerCredit = 15;
const maxPrice = 6;

export type Priced =
  | { readonly kind: "still" }
  | {
      readonly kind: "gif";
      readonly frames: number;
      /** Faces that are replaced in it. */
      readonly faces: number;
    };

/** A job's part of it, by what is known of its target. */
export interface PricedTarget {
  readonly isStill: boolean;
  readonly frames: number;
}

export function priceOfTarget({ isStill, frames }: PricedTarget, faces: number): number {
  return priceOf(isStill ? { kind: "still" } : { kind: "gif", frames, faces });
}

/** What a swap costs, in credits: a still 1; a GIF 1 per started 15 frames per swapped face, at most 6. */
export function priceOf(work: Priced): number {
  if (work.kind === "still") return 1;
  return Math.min(maxPrice, Math.ceil(work.frames / framesPerCredit) * work.faces);
}
