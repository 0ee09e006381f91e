import { z } from "zod";
import { AppError } from "../core/errors.ts";
import type { Store } from "../storage/store.ts";

const accountRecord = z.object({
  /** Credits that successful tasks have used up. */
  spent: z.number(),
  /** Credits reserved for unfinished tasks, by task id. */
  holds: z.record(z.string(), z.number()),
});
type AccountRecord = z.infer<typeof accountRecord>;

/** What an account without a limit is told it has: the contract wants a number. */
const unlimitedBalance = 1_000_000;

export interface Hold {
  readonly account: string;
  readonly taskId: string;
}

/**
 * Credits of API accounts. Each step is one compare-and-set and may be repeated:
 * a hold that is gone cannot be settled or released again.
 */
export interface Accounts {
  balance(account: string): Promise<number>;
  /** @throws AppError `ACCOUNT_EMPTY` */
  reserve(hold: Hold, credits: number): Promise<void>;
  /** The task succeeded: its reserved credits are used up. */
  settle(hold: Hold): Promise<void>;
  /** The task failed: its reserved credits are free again. */
  release(hold: Hold): Promise<void>;
  /** Every hold there is, to compare with the tasks after a restart. */
  holds(): AsyncGenerator<Hold>;
}

/** `creditsPerKey` is what every account may spend in all; `undefined` is any amount. */
export function createAccounts(store: Store, creditsPerKey: number | undefined): Accounts {
  const records = store.records("accounts", accountRecord);

  function balanceOf({ spent, holds }: AccountRecord): number {
    if (creditsPerKey === undefined) return unlimitedBalance;
    const held = Object.values(holds).reduce((sum, credits) => sum + credits, 0);
    return Math.max(0, creditsPerKey - spent - held);
  }

  async function close({ account, taskId }: Hold, consumed: boolean): Promise<void> {
    const current = await records.get(account);
    if (current?.holds[taskId] === undefined) return;
    await records.update(account, (latest = empty) => {
      const { [taskId]: credits = 0, ...holds } = latest.holds;
      return { spent: latest.spent + (consumed ? credits : 0), holds };
    });
  }

  return {
    async balance(account) {
      return balanceOf((await records.get(account)) ?? empty);
    },
    async reserve({ account, taskId }, credits) {
      await records.update(account, (current = empty) => {
        const left = balanceOf(current);
        if (left < credits) throw new AppError("ACCOUNT_EMPTY", { facts: { credits, left } });
        return { ...current, holds: { ...current.holds, [taskId]: credits } };
      });
    },
    settle: (hold) => close(hold, true),
    release: (hold) => close(hold, false),
    async *holds() {
      for await (const [account, { holds }] of records.entries()) {
        for (const taskId of Object.keys(holds)) yield { account, taskId };
      }
    },
  };
}

const empty: AccountRecord = { spent: 0, holds: {} };
