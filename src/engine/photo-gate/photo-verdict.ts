import type { ErrorCode, ErrorFacts } from "../../core/errors.ts";

/** What can keep a photo's face from making a good swap. */
export const photoFaults = [
  "PHOTO_FACE_TOO_SMALL",
  "PHOTO_FACE_TURNED",
  "PHOTO_FACE_BLURRED",
  "PHOTO_FACE_COVERED",
  "PHOTO_FACE_CUT_OFF",
  "PHOTO_TOO_DARK",
  "PHOTO_BROWS_HIDDEN",
  "PHOTO_LIGHT_UNEVEN",
  "PHOTO_EYES_CLOSED",
  "PHOTO_MOUTH_OPEN",
  "PHOTO_SEVERAL_FACES",
] as const satisfies readonly ErrorCode[];

export interface PhotoFault {
  readonly code: (typeof photoFaults)[number];
  /** No swap with this photo would be worth its price. */
  readonly refused: boolean;
  readonly facts: ErrorFacts;
}

export interface PhotoVerdict {
  /** `usable`: the swap will do, and `faults` say what would make it better. */
  readonly verdict: "good" | "usable" | "refused";
  /** The worst first. */
  readonly faults: readonly PhotoFault[];
}
