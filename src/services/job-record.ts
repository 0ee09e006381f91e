import { z } from "zod";
import { errorCodes } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { payer, personAccount } from "./allowance.ts";
import type { Asker } from "./allowance.ts";
import type { Place } from "./may-use.ts";
import { photoAdvice, replyCoordinates } from "./reply-port.ts";
import { plainWishes, swapWishes, unmetWishes } from "../core/swap-wishes.ts";
import type { SwapWishes } from "../core/swap-wishes.ts";
import { tariff } from "./price.ts";
import { quoteRecord } from "./quote.ts";

/**
 * `created → acked → (quoted →) held → submitting → submitted → finished | failed → settled | released → delivered`, and `kept` between
 * `settled` and `delivered` while a result waits for its person. In `quoted` a job waits for its person and then, like one that
 * needs no question, for its places. Any state before `delivered` may turn into `failed`, `settled` included when the result cannot be handed over.
 */
const jobStates = [
  "created",
  "acked",
  "quoted",
  "held",
  "submitting",
  "submitted",
  "finished",
  "failed",
  "settled",
  "released",
  "kept",
  "delivered",
] as const;
export type JobState = (typeof jobStates)[number];

/** Where one input comes from. */
export const mediaInput = z.object({
  url: z.string(),
  /** Bytes that Discord said an attachment has; links have none. */
  declaredBytes: z.int().optional(),
  /** Who posted it, where that is known. */
  authorId: z.string().optional(),
});
export type MediaInput = z.infer<typeof mediaInput>;

/** What the pictured person agreed to: the SHA-256 of who asked for which picture to be put into what, and when they did. */
const consentProof = z.object({ hash: z.string(), at: z.number() });

/** Where the new face comes from: one that the person saved, a picture that somebody has on Discord, or any file. */
const faceInput = z.union([
  z.object({ savedId: z.string() }),
  z.object({
    memberId: z.string(),
    url: z.string(),
    /** None where people use their own. */
    consent: consentProof.optional(),
  }),
  mediaInput,
]);
export type FaceInput = z.infer<typeof faceInput>;

const wireError = z.object({
  kind: z.enum(["user", "upstream", "app", "bug"]),
  code: z.enum(errorCodes),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** Everything that is needed to go on with a job after a crash. All times are Unix milliseconds. */
export const jobRecord = z.object({
  v: z.literal(1),
  /** The Discord interaction's id: a repeated delivery is the same job. */
  id: z.string(),
  state: z.enum(jobStates),
  /** Counts the writes; a step that worked on an older one must not write. */
  revision: z.int(),
  createdAt: z.number(),
  updatedAt: z.number(),
  personId: z.string(),
  /** The person's own ledger account, which decides how the job ended. */
  account: z.string(),
  /** The server whose credits pay; undefined in a DM and where the bot is only installed by the person. */
  guildId: z.string().optional(),
  /** The server it was asked for in, with the bot or without; its limits hold. */
  placeId: z.string().optional(),
  /** What the interaction said about the person there. Records of before roles counted have none. */
  roleIds: z.array(z.string()).default([]),
  isBooster: z.boolean().default(false),
  /** Every account that the job is held on; written before the hold. Records of before pools have none. */
  payers: z.array(payer).min(1).optional(),
  /** How it is priced, written down with them. Records of before servers had prices have none. */
  tariff: tariff.optional(),
  target: mediaInput,
  face: faceInput,
  /** Records of before there was a choice have none. */
  wishes: swapWishes.default(plainWishes),
  reply: replyCoordinates,
  /** Which of the GIF's faces are replaced, by the swap API's numbers; undefined: the main one. */
  swapped: z.array(z.int()).min(1).optional(),
  /** Wishes that the swap API cannot fulfil. */
  unmet: z.array(z.enum(unmetWishes)).optional(),
  /** What the person is asked in `quoted`, and what they agreed to. */
  quote: quoteRecord.optional(),
  /** Since when the job has its places among those that run at the same time; while it asks its person it has none. */
  placedAt: z.number().optional(),
  /** How often it was told that a place may be free. */
  calls: z.int().optional(),
  /** The version of the quote that the reply shows. */
  quoteShown: z.int().optional(),
  /** The person wants no result. */
  cancelAsked: z.boolean().optional(),
  /** Credits, known once the GIF's frames are counted. */
  price: z.int().optional(),
  frames: z.int().optional(),
  /** The target is a picture, of one frame, and so will be the result. */
  isStill: z.boolean().optional(),
  /** What would make the photo better. */
  advice: photoAdvice.optional(),
  /** What the swap API was given in place of the person's own links. */
  uploads: z
    .object({
      target: z.string(),
      face: z.string(),
      /** The list of faces that `swapped` is about, and the API's picture of each. Older records have no pictures. */
      detectId: z.string().optional(),
      crops: z.array(z.object({ id: z.int(), url: z.string() })).optional(),
    })
    .optional(),
  /** CreateTask calls begun. */
  attempt: z.int(),
  /** SHA-256 of the secret in the callback address of the last submit. */
  callbackHash: z.string().optional(),
  /** A task that was called back before anybody knew that there is one. */
  proposedTaskId: z.string().optional(),
  submittedAt: z.number().optional(),
  taskId: z.string().optional(),
  /** The last look that found the task waiting for its turn. */
  queuedUntil: z.number().optional(),
  /** The next step is not to be taken before this. */
  nextAt: z.number().optional(),
  /** The pause before `nextAt`, from which the next one is computed. */
  pauseMs: z.number().optional(),
  /** Steps that failed in a row. */
  failures: z.int().optional(),
  /** Who may take the next step. Whoever writes names the token: a lease that was lost writes nothing. */
  lease: z.object({ owner: z.string(), token: z.string(), until: z.number() }).optional(),
  /** The run of the program that `uploads` and `resultUrl` were given to; to others they are dead links. */
  linksOf: z.string().optional(),
  /** The swap API's link to the result, once it says that it succeeded. */
  resultUrl: z.string().optional(),
  /** The reply holds a "Show result" button since then. */
  handedOverAt: z.number().optional(),
  failure: wireError.optional(),
  /** `lost`: neither the result nor the failure could be handed over. */
  delivery: z.enum(["result", "failure", "lost"]).optional(),
});
export type JobRecord = z.infer<typeof jobRecord>;

/** How long a record waits for its ack: longer than Discord does. */
const ackWaitMs = 15_000;

/** Clocks of processes that share jobs differ by less. */
export const mostSkewMs = 60_000;

/**
 * When the next step is to be taken. A record from the future was written before the clock was set back: its pause means
 * nothing any more, and the job is due.
 */
export function dueAt(job: JobRecord, now: number): number {
  if (isCancelled(job)) return now;
  const next = isAsking(job)
    ? (job.quote?.until ?? now)
    : (job.nextAt ?? (job.state === "created" ? job.createdAt + ackWaitMs : now));
  const at = mayBeHandedOver(job) ? Math.min(next, handOverAt(job)) : next;
  return job.updatedAt > now + mostSkewMs ? now : at;
}

/** When a reply whose job still runs gets its button. */
export function handOverAt({ reply }: JobRecord): number {
  return reply.createdAt + limits.handOverMs;
}

/** Does the reply show the quote as the last press left it? */
export function isShown({ quote, quoteShown }: JobRecord): boolean {
  return quoteShown === quote?.version;
}

/** Does the job wait for its person alone? */
function isAsking(job: JobRecord): boolean {
  return job.state === "quoted" && job.quote?.agreedAt === undefined && isShown(job);
}

/** Does the job go on as soon as there is a place for it? */
export function waitsForPlace({ state, quote, placedAt }: JobRecord): boolean {
  return state === "quoted" && quote?.agreedAt !== undefined && placedAt === undefined;
}

/** When a job that waits for a place is given up. */
export function placeUntil(job: JobRecord): number | undefined {
  const agreedAt = job.quote?.agreedAt;
  if (!waitsForPlace(job) || agreedAt === undefined) return undefined;
  return agreedAt + limits.maxPlaceWaitMs;
}

/** When a job that has its places is given up. */
export function workUntil({ placedAt, quote, createdAt }: JobRecord, maxJobMs: number): number {
  return (placedAt ?? quote?.agreedAt ?? createdAt) + maxJobMs;
}

const cancellable: ReadonlySet<JobState> = new Set([
  "created",
  "acked",
  "quoted",
  "held",
  "submitting",
  "submitted",
  "finished",
]);

/** Can a job in this state still be cancelled at no cost? What is settled has a result, which is on its way. */
export function mayBeCancelled(state: JobState): boolean {
  return cancellable.has(state);
}

/**
 * Is the next thing to do for this job to cancel it? One that was settled while its person pressed the button is cancelled
 * all the same; a submit under way comes to its answer before.
 */
export function isCancelled({ state, cancelAsked }: JobRecord): boolean {
  const isTime = state === "settled" || (mayBeCancelled(state) && state !== "submitting");
  return cancelAsked === true && isTime;
}

const handOverStates: ReadonlySet<JobState> = new Set(["acked", "held", "submitted"]);

/** Is the job one that its reply's token may not outlive, and not handed over yet? */
export function mayBeHandedOver(job: JobRecord): boolean {
  return job.handedOverAt === undefined && (handOverStates.has(job.state) || waitsForPlace(job));
}

/** What a person asks for, as the command knows it. */
export interface SwapRequest {
  /** The interaction's id. */
  readonly id: string;
  readonly personId: string;
  /** The server whose credits pay; undefined in a DM and where the bot is only installed by the person. */
  readonly guildId: string | undefined;
  /** The person's roles in that server, as the interaction lists them. */
  readonly roleIds: readonly string[];
  /** Does the person boost that server? */
  readonly isBooster: boolean;
  readonly place: Place;
  readonly target: MediaInput;
  readonly face: FaceInput;
  readonly wishes: SwapWishes;
  readonly reply: z.infer<typeof replyCoordinates>;
}

export function newJobRecord(request: SwapRequest, now: number): JobRecord {
  return {
    v: 1,
    id: request.id,
    state: "created",
    revision: 0,
    createdAt: now,
    updatedAt: now,
    personId: request.personId,
    account: personAccount(request.personId, request.guildId),
    guildId: request.guildId,
    roleIds: [...request.roleIds],
    isBooster: request.isBooster,
    placeId: request.place.guildId,
    target: request.target,
    face: request.face,
    wishes: request.wishes,
    reply: request.reply,
    attempt: 0,
  };
}

/** The accounts of the job's hold, in its order. */
export function accountsOf({ payers, account }: JobRecord): readonly string[] {
  return payers?.map((one) => one.account) ?? [account];
}

/** Who asked, for the rules about credits. Records of before these counted have it in their account alone. */
export function askerOf(job: JobRecord): Asker {
  const { personId, roleIds, isBooster, account } = job;
  const guildId = job.guildId ?? /^guild:(\d+):/.exec(account)?.[1];
  return { personId, guildId, roleIds, isBooster };
}
