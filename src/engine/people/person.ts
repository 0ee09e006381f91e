import type { Overlay } from "../swap/overlay.ts";
import type { FaceTrack, TrackedFace } from "../face/track.ts";

/** A face in one frame with all that is kept of that frame: about 36 kB. */
export interface FollowedFace extends TrackedFace {
  /** Unrolled: RGB bytes by cell of the atlas's grid. */
  readonly colours: Uint8Array;
  /** What lies before the eyes, see `sampleGlassesBand`: 8 kB of every third frame. */
  readonly glasses?: Uint8Array | undefined;
  /** See `measureSoftness`; of few frames of a scene. */
  readonly softness?: number | undefined;
  /** See `measureGrain`; of the same frames. */
  readonly grain?: number | undefined;
  /** So much of the face lies outside the picture that its colours there say nothing; left out where it does not. */
  readonly cutOff?: true | undefined;
  /** What lies over the picture there; only where something does. */
  readonly overlay?: Overlay | undefined;
}

/** One face followed without a break, as plain data. */
export interface FollowedTrack extends FaceTrack {
  readonly faces: readonly FollowedFace[];
}

/** Every face of frames that follow each other. */
export interface FollowedClip {
  readonly frames: number;
  readonly tracks: readonly FollowedTrack[];
}

/** One person of a clip: tracks that never share a frame. */
export interface Person {
  readonly tracks: readonly FollowedTrack[];
}
