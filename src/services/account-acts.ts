import { AppError, UserError } from "../core/errors.ts";
import { heldBy, purseOf } from "./account-figures.ts";
import { carriedBack, movedTo, usedIn, withUsedIn } from "./account-period.ts";
import type { AccountEnd, AccountRecord, LedgerEntry } from "./account-record.ts";
import type { Allowance } from "./allowance.ts";

/** Who acts, why and when. `id` is the job or the command: an account does nothing twice for one. */
export interface Actor {
  readonly id: string;
  readonly by: string;
  readonly why: string;
  /** Unix milliseconds. */
  readonly at: number;
}

/** What the owner or a moderator can do to an account. Credits are whole and not negative. */
export type Adjustment =
  | { readonly act: "grant" | "take"; readonly credits: number }
  /** `undefined`: back to the rules. */
  | { readonly act: "set"; readonly credits: number | undefined }
  | { readonly act: "reset" | "freeze" | "unfreeze" };

const keptEntries = 50;
/**
 * Counted and not timed, as a clock that jumps would bury them all at once. A record of this many is about 60 kB; a job
 * is over long before as many others of its account have ended.
 */
const keptTombstones = 500;

export function newAccount(period: string): AccountRecord {
  return {
    v: 2,
    seq: 0,
    exported: 0,
    period,
    used: 0,
    past: {},
    extra: 0,
    frozen: false,
    holds: {},
    closed: {},
    log: [],
  };
}

/** The account in the period of now, and with it what a clock that was set back must not give away. */
export function inPeriod(account: AccountRecord, period: string, at: number): AccountRecord {
  const before = account.period;
  return carried(movedTo(account, period), before, at);
}

export function endOf(account: AccountRecord, jobId: string): AccountEnd | "none" {
  return Object.hasOwn(account.closed, jobId) ? account.closed[jobId].end : "none";
}

/** Entries that wait for the audit file; a record of this many is about 500 kB. */
const mostWaitingEntries = 2000;

/** Reserves the price. @throws AppError `STORE_FAILED` while the audit file is far behind; UserError `ACCOUNT_FROZEN`; `NO_CREDITS` with `price` and `left` */
export function held(
  account: AccountRecord,
  actor: Actor,
  price: number,
  allowance: Allowance,
): AccountRecord {
  if (account.seq - account.exported > mostWaitingEntries) {
    throw new AppError("STORE_FAILED", { message: "The audit file of credits is far behind." });
  }
  if (account.frozen) throw new UserError("ACCOUNT_FROZEN");
  const { ofPeriod, ofExtra } = purseOf(account, allowance);
  const left = ofPeriod + ofExtra;
  if (price > left) throw new UserError("NO_CREDITS", { facts: { price, left } });
  const hold = {
    price,
    extra: Math.max(0, price - ofPeriod),
    period: account.period,
    at: actor.at,
  };
  const next = { ...account, holds: { ...account.holds, [actor.id]: hold } };
  return logged(account, next, { ...actor, act: "hold", period: hold.period });
}

/**
 * Ends a job's hold this way, if it is open, or gives back what it took. One that there is not is released as well: it may
 * be on its way from a process that was paused, and must not come into being after its job has ended.
 */
export function ended(account: AccountRecord, actor: Actor, end: AccountEnd): AccountRecord {
  const { [actor.id]: open, ...holds } = account.holds;
  if (open) {
    // What is to be refunded was never taken here.
    const how = end === "refunded" ? "released" : end;
    const closed = tombstones({
      ...account.closed,
      [actor.id]: { ...open, at: actor.at, end: how },
    });
    const next = how === "settled" ? taken(account, open, 1) : account;
    const act = how === "settled" ? "settle" : "release";
    const done = { ...next, holds, closed };
    return carried(
      logged(account, done, { ...actor, act, period: open.period }),
      open.period,
      actor.at,
    );
  }
  if (!Object.hasOwn(account.closed, actor.id)) {
    if (end !== "released") return account;
    const nothing = { price: 0, extra: 0, period: account.period, at: actor.at, end };
    return { ...account, closed: tombstones({ ...account.closed, [actor.id]: nothing }) };
  }
  const settled = account.closed[actor.id];
  if (end !== "refunded" || settled.end !== "settled") return account;
  const next = taken(account, settled, -1);
  const closed = { ...account.closed, [actor.id]: { ...settled, at: actor.at, end } };
  return logged(account, { ...next, closed }, { ...actor, act: "refund", period: settled.period });
}

/** The account after the adjustment. `take` takes what is left at most, from the extra credits first. */
export function adjusted(
  account: AccountRecord,
  actor: Actor,
  adjustment: Adjustment,
  allowance: Allowance,
): AccountRecord {
  const next = changed(account, adjustment, allowance);
  return logged(account, next, { ...actor, act: adjustment.act, period: account.period });
}

function changed(
  account: AccountRecord,
  adjustment: Adjustment,
  allowance: Allowance,
): AccountRecord {
  if (adjustment.act === "grant") return { ...account, extra: account.extra + adjustment.credits };
  if (adjustment.act === "take") {
    const { ofPeriod, ofExtra } = purseOf(account, allowance);
    const fromExtra = Math.min(adjustment.credits, ofExtra);
    const fromPeriod = Math.min(adjustment.credits - fromExtra, ofPeriod);
    return { ...account, extra: account.extra - fromExtra, used: account.used + fromPeriod };
  }
  if (adjustment.act === "set") {
    const { own: _, ...rest } = account;
    return adjustment.credits === undefined ? rest : { ...rest, own: adjustment.credits };
  }
  if (adjustment.act === "reset") return { ...account, used: 0 };
  return { ...account, frozen: adjustment.act === "freeze" };
}

/** `times` 1 takes the hold's credits from the period and the extra that it reserved them in; −1 gives them back. */
function taken(
  account: AccountRecord,
  { price, extra, period }: AccountRecord["holds"][string],
  times: 1 | -1,
): AccountRecord {
  const used = Math.max(0, usedIn(account, period) + times * (price - extra));
  const next = withUsedIn(account, period, used);
  return { ...next, extra: account.extra - times * extra };
}

function carried(account: AccountRecord, later: string, at: number): AccountRecord {
  const credits = carriedBack(account, later);
  if (credits === 0) return account;
  const next = { ...account, used: account.used + credits };
  const actor = { id: `carry:${later}`, by: "bot", why: "the clock was set back", at };
  return logged(account, next, { ...actor, act: "carry", period: account.period });
}

/** `after` with the entry that says how it differs from `before`. */
function logged(
  before: AccountRecord,
  after: AccountRecord,
  about: Pick<LedgerEntry, "act" | "id" | "at" | "by" | "why" | "period">,
): AccountRecord {
  const { act, id, at, by, why, period } = about;
  const seq = before.seq + 1;
  const entry: LedgerEntry = {
    seq,
    act,
    id,
    at,
    by,
    why,
    period,
    used: [usedIn(before, period), usedIn(after, period)],
    held: [heldBy(before), heldBy(after)],
    extra: [before.extra, after.extra],
    ...(act === "set" && { own: [before.own ?? null, after.own ?? null] }),
    ...(before.frozen !== after.frozen && { frozen: [before.frozen, after.frozen] }),
  };
  const oldest = Math.min(after.exported, seq - keptEntries);
  const log = [...before.log, entry].filter((one) => one.seq > oldest);
  return { ...after, seq, log };
}

/** The newest; an object keeps the order in which its keys were added. */
function tombstones(closed: AccountRecord["closed"]): AccountRecord["closed"] {
  return Object.fromEntries(Object.entries(closed).slice(-keptTombstones));
}
