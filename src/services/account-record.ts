import { z } from "zod";

const hold = z.object({
  price: z.int(),
  /** The period that pays, which is the one the hold was opened in. */
  period: z.string(),
  at: z.number(),
});

const accountEnds = ["settled", "released", "refunded"] as const;
/** How a job's hold ended. `refunded` is a settled one whose result never reached the person. */
export type AccountEnd = (typeof accountEnds)[number];

const closedHold = hold.extend({ end: z.enum(accountEnds) });

const logEntry = z.object({
  seq: z.int(),
  act: z.enum(["hold", "settle", "release", "refund"]),
  jobId: z.string(),
  price: z.int(),
  at: z.number(),
  /** The account's period at that time, so that the log explains the figures on its own. */
  period: z.string(),
  by: z.string(),
  why: z.string(),
});

/** Everything about one account in one record, so that one compare-and-set changes all of it or nothing. */
export const accountRecord = z.object({
  v: z.literal(1),
  /** Counts the log's entries, the dropped ones included. */
  seq: z.int(),
  period: z.string(),
  /** Credits settled in `period`. */
  used: z.int(),
  holds: z.record(z.string(), hold),
  /** Tombstones: without them a repeated hold of a finished job would be granted once more. */
  closed: z.record(z.string(), closedHold),
  /** The newest entries, oldest first. */
  log: z.array(logEntry),
});
export type AccountRecord = z.infer<typeof accountRecord>;
export type LogEntry = z.infer<typeof logEntry>;
