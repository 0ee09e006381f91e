import { z } from "zod";

const hold = z.object({
  price: z.int(),
  /** How much of the price comes from the extra credits instead of the period's allowance. */
  extra: z.int(),
  /** The period that pays, which is the one the hold was opened in. */
  period: z.string(),
  at: z.number(),
});
export type Hold = z.infer<typeof hold>;

const accountEnds = ["settled", "released", "refunded"] as const;
/** How a job's hold ended. `refunded` is a settled one whose result never reached the person. */
export type AccountEnd = (typeof accountEnds)[number];

const closedHold = hold.extend({ end: z.enum(accountEnds) });

/** A figure before and after an act. */
const change = z.tuple([z.int(), z.int()]);

const accountActs = [
  // A job's own.
  "hold",
  "settle",
  "release",
  "refund",
  // A moderator's or the owner's.
  "grant",
  "take",
  "set",
  "reset",
  "freeze",
  "unfreeze",
  // The ledger's: the clock was set back, and a record of the first version was taken over.
  "carry",
  "open",
] as const;

/** One act, never edited: who did what, why, and every figure that it changed, before and after. */
export const ledgerEntry = z.object({
  seq: z.int(),
  act: z.enum(accountActs),
  /** The job, or the command that asked for it: no act of an account is done twice for one. */
  id: z.string(),
  at: z.number(),
  by: z.string(),
  why: z.string(),
  /** The period whose `used` is meant. */
  period: z.string(),
  used: change,
  held: change,
  extra: change,
  own: z.tuple([z.int().nullable(), z.int().nullable()]).optional(),
  frozen: z.tuple([z.boolean(), z.boolean()]).optional(),
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;

/** Everything about one account in one record, so that one compare-and-set changes all of it or nothing. */
const accountRecord2 = z.object({
  v: z.literal(2),
  /** Counts the log's entries, the dropped ones included. */
  seq: z.int(),
  /** The log up to this entry is in the audit file; what is not stays in the record. */
  exported: z.int(),
  period: z.string(),
  /** Credits of the allowance that were settled in `period`. */
  used: z.int(),
  /** The same of other periods, for a clock that is set and for jobs that end in a later one. */
  past: z.record(z.string(), z.int()),
  /** Granted on top of every allowance; spent last, and it does not end with the period. */
  extra: z.int(),
  /** The account's own allowance, which goes before any rule. */
  own: z.int().optional(),
  frozen: z.boolean(),
  holds: z.record(z.string(), hold),
  /** Tombstones: without them a repeated hold of a finished job would be granted once more. */
  closed: z.record(z.string(), closedHold),
  /** The newest entries, oldest first. */
  log: z.array(ledgerEntry),
});
export type AccountRecord = z.infer<typeof accountRecord2>;

const hold1 = hold.omit({ extra: true });
const accountRecord1 = z.object({
  v: z.literal(1),
  seq: z.int(),
  period: z.string(),
  used: z.int(),
  holds: z.record(z.string(), hold1),
  closed: z.record(z.string(), hold1.extend({ end: z.enum(accountEnds) })),
});

/** Records of the first version are taken over as they are read; their log said less, so it begins anew. */
export const accountRecord = z.union([
  accountRecord2,
  accountRecord1.transform((old): AccountRecord => {
    const held = Object.values(old.holds).reduce((sum, { price }) => sum + price, 0);
    const opening: LedgerEntry = {
      seq: old.seq + 1,
      act: "open",
      id: `open:${old.seq + 1}`,
      at: 0,
      by: "bot",
      why: "taken over from version 1",
      period: old.period,
      used: [0, old.used],
      held: [0, held],
      extra: [0, 0],
    };
    return {
      ...old,
      v: 2,
      seq: opening.seq,
      exported: old.seq,
      past: {},
      extra: 0,
      frozen: false,
      holds: mapValues(old.holds, (one) => ({ ...one, extra: 0 })),
      closed: mapValues(old.closed, (one) => ({ ...one, extra: 0 })),
      log: [opening],
    };
  }),
]);

function mapValues<A, B>(from: Readonly<Record<string, A>>, map: (value: A) => B) {
  return Object.fromEntries(Object.entries(from).map(([key, value]) => [key, map(value)]));
}
