import { z } from "zod";
import { errorCodes } from "../core/errors.ts";
import type { ErrorCode, ErrorFacts } from "../core/errors.ts";
import type { UnmetWish } from "../core/swap-wishes.ts";
import type { Concession } from "./result-fitter.ts";

/** Where the answer to one interaction goes; stored in the job so that a restart can still answer. */
export const replyCoordinates = z.object({
  applicationId: z.string(),
  token: z.string(),
  /** Unix milliseconds; the token dies 15 minutes after this. */
  createdAt: z.number(),
  /** Bytes Discord takes for one file in this place, for this person. */
  attachmentLimit: z.number().int().positive(),
  /** The person's, as Discord names it; jobs from before it was stored have none, and are answered in English. */
  locale: z.string().optional(),
  /** Where the bot itself may post a result that comes too late for the reply, for all to see. */
  channelId: z.string().optional(),
  /** Does only the person see the reply? Unknown in older records, which were for all to see. */
  isPrivate: z.boolean().optional(),
});
export type ReplyCoordinates = z.infer<typeof replyCoordinates>;

/** A fault of a photo that is usable nevertheless. */
export const photoAdvice = z.object({
  code: z.enum(errorCodes),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});
export type PhotoAdvice = z.infer<typeof photoAdvice>;

type JobStage =
  | "fetching"
  | "uploading"
  | "own-turn"
  | "queued"
  | "finding"
  | "drawing"
  | "finishing"
  | "fitting";

export interface JobProgress {
  readonly stage: JobStage;
  /** Frames, where the stage counts them. */
  readonly done?: number;
  readonly of?: number;
  /** Swaps that come before this one, while it waits, and how many are worked on at once; where the API tells. */
  readonly ahead?: number;
  readonly atOnce?: number;
  /** When it should be done, Unix milliseconds. */
  readonly expectedAt?: number;
  /** Said once, when the price is known, and shown from then on. */
  readonly quote?: Quote;
}

/** What the swap costs, of how many credits that the person had before it. */
export interface Quote {
  readonly price: number;
  readonly of: number;
}

/** What a person is asked before their credits are held. */
export interface QuoteCard {
  /** A PNG with the faces numbered as `faceNumber` does; undefined: the one that is there stays. */
  readonly picture: Uint8Array | undefined;
  /** The swap API's numbers; empty where nobody has told the faces apart. */
  readonly faces: readonly number[];
  /** Those that are to be replaced; undefined: the main face. */
  readonly chosen: readonly number[] | undefined;
  readonly choosing: boolean;
  readonly page: number;
  readonly frames: number;
  readonly isStill: boolean;
  readonly price: number;
  /** Credits that could be spent now. */
  readonly left: number;
  readonly expectedMs: number;
  /** Unix milliseconds. */
  readonly until: number;
  readonly unmet: readonly UnmetWish[];
  readonly advice: PhotoAdvice | undefined;
  /** The picture is covered until somebody opens it, as the result will be. */
  readonly spoiler: boolean;
}

export interface SwapReply {
  /** A GIF, or a PNG where the target was a picture. */
  readonly file: Uint8Array;
  readonly isStill: boolean;
  readonly frames: number;
  /** What it lost so that it can be posted; empty when nothing. */
  readonly givenUp: readonly Concession[];
  /** Faces that were replaced. */
  readonly faces: number;
  /** What the person wished and the swap API could not do. */
  readonly unmet: readonly UnmetWish[];
  /** Covered until somebody opens it. */
  readonly spoiler: boolean;
  /** What would make the photo better; the person sees it with the result. */
  readonly advice?: PhotoAdvice | undefined;
  readonly price: number;
  readonly creditsLeft: number;
  /** Unix milliseconds of the next reset. */
  readonly resetsAt: number;
  /** Who asked, for a message that is no reply to them. */
  readonly personId: string;
}

/** What a swap waits for at the time when its reply dies. */
interface HandOver {
  /** It waits for a place, and is given up when there is none by then; Unix milliseconds. */
  readonly placeUntil?: number | undefined;
  /** Else it is worked on, and is given up when it is not done by then; Unix milliseconds. */
  readonly workUntil: number;
}

export interface FailureReply {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;
  /** The swap API's own words, when all we know is that it failed. */
  readonly detail?: string | undefined;
  /** For our own faults: a short reference that also stands in the log. */
  readonly reference?: string | undefined;
}

interface JobFailureReply extends FailureReply {
  /** Who asked, for a message that is no reply to them. */
  readonly personId: string;
}

/** How the services talk to the person; `discord/job-reply.ts` answers it. Each call may be repeated. */
export interface ReplyPort {
  /** At most one edit every 4 s; newer news replaces older that was not sent yet. Never throws. */
  progress(to: ReplyCoordinates, jobId: string, news: JobProgress): void;
  /** Asks the person, in the reply alone. @throws UpstreamError `REPLY_NOT_TAKEN`; the signal's reason */
  quote(to: ReplyCoordinates, jobId: string, card: QuoteCard, signal?: AbortSignal): Promise<void>;
  /** Says that it takes longer and leaves a button that shows the result. Throws as `quote`. */
  handOver(
    to: ReplyCoordinates,
    jobId: string,
    news: HandOver,
    signal?: AbortSignal,
  ): Promise<void>;
  /**
   * Into the reply; when its token is dead, as a message of the bot's own in the channel.
   * @param signal breaks it off, pauses included
   * @throws UserError `RESULT_TOO_LARGE`; UpstreamError `REPLY_NOT_TAKEN`, next `give-up` when nobody will see it this
   * way (the reply was deleted, or is dead and there is no channel to post in); the signal's reason
   */
  result(
    to: ReplyCoordinates,
    jobId: string,
    result: SwapReply,
    signal?: AbortSignal,
  ): Promise<void>;
  /**
   * Into the reply; when its token is dead, as a message of the bot's own in the channel.
   * @throws UpstreamError `REPLY_NOT_TAKEN`; the signal's reason
   */
  failure(
    to: ReplyCoordinates,
    jobId: string,
    failure: JobFailureReply,
    signal?: AbortSignal,
  ): Promise<void>;
}
