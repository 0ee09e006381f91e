import { createHash } from "node:crypto";
import { z } from "zod";
import { jobRecord } from "../job-record.ts";
import type { SwapRequest } from "../job-record.ts";

/** A swap that waits for the person in the picture; `face` names them. */
const question = z.object({
  request: jobRecord.pick({
    id: true,
    personId: true,
    guildId: true,
    roleIds: true,
    isBooster: true,
    target: true,
    face: true,
    wishes: true,
    reply: true,
  }),
  /** Where it was asked for. */
  place: z.object({
    guildId: z.string().optional(),
    channelIds: z.array(z.string()),
    isAgeRestricted: z.boolean().optional(),
    roleIds: z.array(z.string()),
  }),
  /** Who is asked. */
  memberId: z.string(),
  /** The message with the buttons, once it is there. */
  messageId: z.string().optional(),
});

/**
 * `asking → asked → agreed | refused | ended`. What the swap was about is kept while the question is open, and afterwards
 * only what was agreed to, as a hash, and when. The key is the id of the interaction, and will be the job's.
 */
export const consentRecord = z.object({
  v: z.literal(1),
  state: z.enum(["asking", "asked", "agreed", "refused", "ended"]),
  /** Unix milliseconds. */
  askedAt: z.number(),
  /** No answer by then is a no. */
  endsAt: z.number(),
  answeredAt: z.number().optional(),
  hash: z.string(),
  question: question.optional(),
});
export type ConsentRecord = z.infer<typeof consentRecord>;
export type ConsentQuestion = z.infer<typeof question>;

/** Whose picture somebody asked for lately; the key is the one who asks. */
export const askerRecord = z.object({
  v: z.literal(1),
  /** Until when a question is open, Unix milliseconds, by its id. */
  open: z.record(z.string(), z.number()),
  /** When somebody said no, by their id. */
  refused: z.record(z.string(), z.number()),
});
export type AskerRecord = z.infer<typeof askerRecord>;

/** A swap whose face is somebody's picture on Discord. */
export interface MemberSwap extends SwapRequest {
  readonly face: { readonly memberId: string; readonly url: string };
}

/**
 * What the pictured person is asked about, so that it can be shown later that they agreed to this and to nothing else:
 * SHA-256 of the JSON list of who asks, who is asked, their picture, the GIF, and when.
 */
export function agreementHash({ personId, face, target }: MemberSwap, askedAt: number): string {
  const facts = [personId, face.memberId, face.url, target.url, askedAt];
  return createHash("sha256").update(JSON.stringify(facts)).digest("hex");
}
