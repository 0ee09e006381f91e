import { z } from "zod";
import { AppError } from "../core/errors.ts";
import type { Store } from "../storage/store.ts";
import type { Caller } from "./caller.ts";

const accountRecord = z.object({
  /** Credits that successful tasks have used up. */
  spent: z.number(),
  /** Credits reserved for unfinished tasks, by task id. */
  holds: z.record(z.string(), z.number()),
});
type AccountRecord = z.infer<typeof accountRecord>;

/** What an account without a limit is told it has: the contract wants a number. */
const unlimitedBalance = 1_000_000;
/** A client with too many unfinished tasks should come back when one of them may have ended. */
const retryAfterSeconds = 10;

interface Hold {
  readonly account: string;
  readonly taskId: string;
}

/**
 * Credits of API accounts. Each step is one compare-and-set and may be repeated:
 * a hold that is gone cannot be settled or released again.
 */
export interface Accounts {
  balance(caller: Caller): Promise<number>;
  /** Also counts what is unfinished. @throws AppError `TOO_MANY_RUNNING`, `ACCOUNT_EMPTY` */
  reserve(caller: Caller, taskId: string, credits: number): Promise<void>;
  /** The task succeeded: of its reserved credits so many are used up, and the rest is free again. */
  settle(hold: Hold, consumed: number): Promise<void>;
  /** The task failed: its reserved credits are free again. */
  release(hold: Hold): Promise<void>;
  /** Every hold there is, to compare with the tasks after a restart. */
  holds(): AsyncGenerator<Hold>;
}

export function createAccounts(store: Store): Accounts {
  const records = store.records("accounts", accountRecord);

  async function close({ account, taskId }: Hold, consumed: number): Promise<void> {
    const current = await records.get(account);
    if (current?.holds[taskId] === undefined) return;
    await records.update(account, (latest = empty) => {
      const { [taskId]: credits = 0, ...holds } = latest.holds;
      return { spent: latest.spent + Math.min(credits, consumed), holds };
    });
  }

  return {
    async balance(caller) {
      return balanceOf((await records.get(caller.account)) ?? empty, caller);
    },
    async reserve(caller, taskId, credits) {
      await records.update(caller.account, (current = empty) => {
        const unfinished = Object.keys(current.holds).length;
        if (unfinished >= caller.maxUnfinished) {
          const facts = { limit: caller.maxUnfinished, retryAfterSeconds };
          throw new AppError("TOO_MANY_RUNNING", { facts });
        }
        const left = balanceOf(current, caller);
        if (left < credits) throw new AppError("ACCOUNT_EMPTY", { facts: { credits, left } });
        return { ...current, holds: { ...current.holds, [taskId]: credits } };
      });
    },
    settle: close,
    release: (hold) => close(hold, 0),
    async *holds() {
      for await (const [account, { holds }] of records.entries()) {
        for (const taskId of Object.keys(holds)) yield { account, taskId };
      }
    },
  };
}

const empty: AccountRecord = { spent: 0, holds: {} };

function balanceOf({ spent, holds }: AccountRecord, { credits: limit }: Caller): number {
  if (limit === undefined) return unlimitedBalance;
  const held = Object.values(holds).reduce((sum, credits) => sum + credits, 0);
  return Math.max(0, limit - spent - held);
}
