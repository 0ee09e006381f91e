import type { FollowedRun } from "../engine/people/follow-runs.ts";
import type { FollowedClip } from "../engine/people/person.ts";
import type { FrameRun } from "../engine/people/split-runs.ts";
import type { PhotoVerdict } from "../engine/photo-gate/photo-verdict.ts";
import type { Rect } from "../engine/raster.ts";
import type { SafetyRule } from "../engine/safety/judge-scenes.ts";
import type { Concession } from "../media/concession.ts";

/** A file whose faces are to be found or replaced. */
export interface FaceMedia {
  /** `mp4` and `webm` need ffmpeg on this machine. */
  readonly kind: "gif" | "image" | "mp4" | "webm";
  /** GIF bytes, or PNG, JPEG or WebP bytes for `image`. */
  readonly media: Uint8Array;
}

interface SwapTarget {
  readonly kind: FaceMedia["kind"];
  /** GIF bytes, or PNG, JPEG or WebP bytes for `image`. */
  readonly target: Uint8Array;
  /** How far the new face goes towards the photo's look: 0 natural (the default) … 1 likeness. */
  readonly strength?: number | undefined;
}

/** A swap of the main face, the first of `detectFaces`. */
export interface MainFaceJob extends SwapTarget {
  /** PNG, JPEG or WebP bytes. */
  readonly face: Uint8Array;
}

/** A swap of chosen faces. */
interface FaceMapJob extends SwapTarget {
  /** PNG, JPEG or WebP bytes by the face's index in `detectFaces` of the same file; faces without stay as they are. */
  readonly faces: ReadonlyMap<number, Uint8Array>;
}

/** What the server asks of the engine; `swap-pool.ts` answers it with child processes. */
export type SwapJob = MainFaceJob | FaceMapJob;

/** Runs of a GIF's frames that follow each other, at least one, whose faces are to be followed. */
export interface FollowJob {
  readonly target: Uint8Array;
  readonly runs: readonly FrameRun[];
}

/** Null where there are more faces than are worth handing from process to process. */
export type FollowedFaces = readonly FollowedRun[] | null;

/** `finding` counts frames searched for faces, `drawing` frames drawn and encoded. */
export interface SwapProgress {
  readonly stage: "loading" | "finding" | "drawing";
  readonly done: number;
  readonly of: number;
}

export interface SwapOutcome {
  /** A PNG for `image`, else of the target's kind. */
  readonly bytes: Uint8Array;
  readonly frames: number;
  readonly framesSwapped: number;
}

/** One person of a file. */
export interface DetectedFace {
  /** From 0; 0 is the main face. */
  readonly index: number;
  /** The frame in which the face is seen best, and its box there in whole pixels, inside the picture. */
  readonly frame: number;
  readonly box: Rect;
  /** The longer side of the box. */
  readonly size: number;
  /** Frames that show the face, as a share of all: above 0, at most 1. */
  readonly seen: number;
  /** PNG bytes: the face in that frame with some of the head around it. */
  readonly crop: Uint8Array;
}

export interface DetectedFaces {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** The frame that shows most of them, with the box of each that it shows; undefined when there is nobody. */
  readonly group?:
    | {
        readonly frame: number;
        readonly boxes: readonly { readonly index: number; readonly box: Rect }[];
      }
    | undefined;
  /**
   * By index; the same file always gives the same list. The person that a clip is about comes first, then who is
   * larger for longer, and of equals who comes earlier; at most twelve. Empty when there is nobody.
   */
  readonly faces: readonly DetectedFace[];
}

/** Faces of a GIF or a picture that are to be drawn, by the numbers that people read. */
export interface FacesToDraw {
  /** GIF or PNG bytes. */
  readonly media: Uint8Array;
  /** Which frame; undefined: the first one with something in it. */
  readonly frame?: number | undefined;
  /** Where they are in that frame. */
  readonly boxes: readonly { readonly number: number; readonly box: Rect }[];
  /** Those who are not in it: PNG bytes of each. */
  readonly others: readonly { readonly number: number; readonly crop: Uint8Array }[];
}

export interface FacePicture {
  readonly png: Uint8Array;
}

export interface FitJob {
  /** A finished GIF; at most `limits.maxResultBytes`. */
  readonly gif: Uint8Array;
  readonly maxBytes: number;
}

export interface FitOutcome {
  /** At most as long as was asked for. */
  readonly bytes: Uint8Array;
  /** What shows most first; empty when nothing was lost. */
  readonly givenUp: readonly Concession[];
}

export interface ToGifJob {
  readonly kind: "mp4" | "webm" | "webp";
  readonly media: Uint8Array;
  readonly maxBytes: number;
}

export interface ToGifAnswer {
  /** A GIF, at most as long as was asked for. */
  readonly bytes: Uint8Array;
}

/** A file that the safety floor looks at. */
export interface InspectedFile {
  readonly role: InspectedRole;
  readonly kind: FaceMedia["kind"];
  readonly bytes: Uint8Array;
}
type InspectedRole = "target" | "face" | "result";

/** Which rule of the safety floor is broken, and by which file. */
type SafetyVerdict =
  | { readonly rule: "none" }
  | { readonly rule: SafetyRule; readonly role: InspectedRole };

/** All that an engine process can be asked for, each with its one answer. */
interface EngineOperations {
  readonly swap: {
    /** `followed`: the faces of the GIF, where other processes have followed them. */
    readonly question: { readonly job: SwapJob; readonly followed?: FollowedClip | undefined };
    readonly answer: SwapOutcome;
  };
  readonly follow: { readonly question: FollowJob; readonly answer: FollowedFaces };
  readonly detectFaces: {
    /** `followed` as for a swap. */
    readonly question: { readonly file: FaceMedia; readonly followed?: FollowedClip | undefined };
    readonly answer: DetectedFaces;
  };
  /** The question is PNG, JPEG or WebP bytes. */
  readonly checkPhoto: { readonly question: Uint8Array; readonly answer: PhotoVerdict };
  readonly fit: { readonly question: FitJob; readonly answer: FitOutcome };
  readonly toGif: { readonly question: ToGifJob; readonly answer: ToGifAnswer };
  readonly drawFaces: { readonly question: FacesToDraw; readonly answer: FacePicture };
  /** Files that belong together: a face photo is also looked at for what it is to be put into. */
  readonly inspect: {
    readonly question: { readonly files: readonly InspectedFile[] };
    readonly answer: SafetyVerdict;
  };
}
export type OperationName = keyof EngineOperations;
export type Question<Name extends OperationName> = EngineOperations[Name]["question"];
export type Answer<Name extends OperationName> = EngineOperations[Name]["answer"];

export interface RunOptions {
  readonly onProgress?: (progress: SwapProgress) => void;
  /** Aborting takes the job out of the queue, or ends the process that runs it. */
  readonly signal?: AbortSignal;
}

/**
 * Each operation runs in an engine process, and throws UserError for bad media, or AppError `QUEUE_FULL`,
 * `ENGINE_CRASHED`, `ENGINE_TIMED_OUT`, `SHUTTING_DOWN`.
 */
export interface SwapPool {
  swap(job: SwapJob, options?: RunOptions): Promise<SwapOutcome>;
  /** Lists the people of a file, so that a swap can name them. */
  detectFaces(media: FaceMedia, options?: RunOptions): Promise<DetectedFaces>;
  /**
   * Says what a face photo is worth before anybody pays for a swap with it. A photo without a face throws UserError
   * `NO_FACE_IN_PHOTO`; one that is refused does not throw here, only in `swap`.
   */
  checkPhoto(photo: Uint8Array, options?: RunOptions): Promise<PhotoVerdict>;
  /** How many children are up and how many jobs wait. */
  state(): { readonly ready: number; readonly running: number; readonly waiting: number };
  close(): Promise<void>;
}
