import type { Clock } from "../../core/clock.ts";
import type { Sleep } from "../../core/deadline.ts";
import type { Logger } from "../../core/logger.ts";
import type { Metrics } from "../../core/metrics.ts";
import type { Downloader } from "../../net/download.ts";
import type { AllowancePolicy } from "../allowance.ts";
import type { FaceDrawer } from "../face-drawer.ts";
import type { JobRecord } from "../job-record.ts";
import type { RunningPlaces } from "../line/running-places.ts";
import type { Ledger } from "../ledger.ts";
import type { CheckedMedia, MediaIntake } from "../media-intake.ts";
import type { PollSchedule } from "../poll-schedule.ts";
import type { NewCallbackAddress } from "../provider-callbacks.ts";
import type { ReplyPort } from "../reply-port.ts";
import type { CheckedResult } from "../result-check.ts";
import type { Results } from "../results/results.ts";
import type { GifMaker } from "../gif-maker.ts";
import type { FittedResult, ResultFitter } from "../result-fitter.ts";
import type { SwapPace } from "../swap-pace.ts";
import type { SafetyFloor } from "../../core/safety-floor.ts";
import type { SwapApi } from "../swap-api.ts";

export interface StepDeps {
  readonly ledger: Ledger;
  readonly allowances: AllowancePolicy;
  readonly api: Pick<
    SwapApi,
    | "upload"
    | "checkFace"
    | "judgesFaces"
    | "takesStrength"
    | "detectFaces"
    | "detection"
    | "createTask"
    | "taskInfo"
    | "cancelTask"
  >;
  readonly intake: MediaIntake;
  /** For results. */
  readonly downloader: Downloader;
  readonly fit: ResultFitter;
  readonly toGif: GifMaker;
  readonly drawFaces: FaceDrawer;
  readonly pace: SwapPace;
  /** Prices from this on are quoted to everybody before anything is held. */
  readonly quoteFrom: number;
  /** Of jobs that run at the same time. */
  readonly places: Pick<RunningPlaces, "take" | "rest">;
  /** A job that waits for a place looks again after this, called or not. */
  readonly placeLookMs: number;
  /** For results; targets and photos pass it in the intake. */
  readonly safety: SafetyFloor;
  readonly reply: ReplyPort;
  /** For the buttons under what is delivered. */
  readonly results: Pick<Results, "remember">;
  readonly schedule: PollSchedule;
  readonly clock: Clock;
  readonly sleep: Sleep;
  readonly metrics: Pick<Metrics, "ambiguousSubmit">;
  /** After an unclear submit, how long the API gets before the one repetition. */
  readonly unclearWaitMs: number;
  /** Undefined: the API is not told where to call back. */
  readonly newCallbackAddress?: NewCallbackAddress | undefined;
  /** From a job's places to a verified result. */
  readonly maxJobMs: number;
  /** How long the API has a result for sure after it was made. */
  readonly keptMs: number;
}

/** What one run of a job keeps in memory from step to step. All of it can be had again after a crash. */
export interface Carried {
  media?: CheckedMedia | undefined;
  /** Where the API has the face photo already. */
  faceUrl?: string | undefined;
  /** The quote's picture, if there could be one. */
  drawn?: { readonly picture: Uint8Array | undefined } | undefined;
  result?: CheckedResult | undefined;
  fitted?: FittedResult | undefined;
  /** Where the API may call back about that attempt; only its hash is written down. */
  callbackUrl?: string | undefined;
  /** The attempt that this very run wrote down as begun; any other one may have reached the API before a crash. */
  begunAttempt?: number | undefined;
}

export interface StepContext extends StepDeps {
  readonly carried: Carried;
  readonly log: Logger;
  /** Ends with the job's deadline or the process. */
  readonly signal: AbortSignal;
}

/** What a step found out, to be written into the record. */
export type JobChange = Partial<Omit<JobRecord, "v" | "id" | "revision" | "createdAt">>;

/** One step of a job. May be run again after a crash at any point: it looks at the record and at the ledger, not back. */
export type Step = (job: JobRecord, context: StepContext) => Promise<JobChange>;

/** The field that must be there in this state; that it is not is our bug. */
export function required<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new TypeError(`the job record has no ${name}`);
  return value;
}
