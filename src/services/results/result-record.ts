import { z } from "zod";
import { jobRecord } from "../job-record.ts";
import type { JobRecord } from "../job-record.ts";

/** Where a result stands: shown, or taken away by its person (`deleted`, `private`) or by moderators (`deleted`, `hidden`). */
const resultState = z.enum(["shown", "private", "hidden", "deleted"]);
export type ResultState = z.infer<typeof resultState>;

/**
 * What the buttons under a result need, long after its job is forgotten: no file, only where the inputs came from.
 * Its id is the job's.
 */
export const resultRecord = jobRecord
  .pick({ personId: true, guildId: true, target: true, face: true, wishes: true, price: true })
  .extend({
    v: z.literal(1),
    /** Unix milliseconds. */
    createdAt: z.number(),
    state: resultState,
    /** The reply's own means, while they live: where the bot is no member nothing else takes a message away. */
    reply: z.object({ applicationId: z.string(), token: z.string(), createdAt: z.number() }),
  });
export type ResultRecord = z.infer<typeof resultRecord>;

export function newResultRecord(job: JobRecord, now: number): ResultRecord {
  const { personId, guildId, target, face, wishes, price } = job;
  const { applicationId, token, createdAt } = job.reply;
  return {
    v: 1,
    personId,
    guildId,
    target,
    face,
    wishes,
    price,
    createdAt: now,
    state: "shown",
    reply: { applicationId, token, createdAt },
  };
}
