import type { LedgerEntry } from "../../services/account-record.ts";
import { accountForms, parseAccount } from "./account-name.ts";
import { AdminUsageError } from "./admin-command.ts";
import type { AdminCommand, AdminWorld } from "./admin-command.ts";
import { withCredits } from "./open-credits.ts";

type Verb = (words: readonly string[], world: AdminWorld) => Promise<number>;

/** `npm run admin -- credits …` */
export const credits: AdminCommand = {
  name: "credits",
  summary: `look into accounts (${accountForms})`,
  usage: ["show [ACCOUNT]"],
  async run([verb, ...words], world) {
    const act = verb === undefined ? undefined : verbs.get(verb);
    if (act === undefined) {
      const known = [...verbs.keys()].join(", ");
      throw new AdminUsageError(`"credits" needs one of: ${known}`);
    }
    return act(words, world);
  },
};

/** Without an account, every one in a line. */
const show: Verb = async ([word], world) =>
  withCredits(world, async ({ accounts, ledger, allowances }) => {
    // Whose roles count is in their next command alone, so the bot's own rule stands in for it.
    const rule = await allowances.allowanceOf({
      personId: "",
      guildId: undefined,
      roleIds: [],
      isBooster: false,
    });
    const names = word === undefined ? accounts.entries() : [[parseAccount(word)] as const];
    for await (const [account] of names) {
      const balance = await ledger.balance({ account, ...rule });
      const { used, held, extra, frozen, resetsAt } = balance;
      const own = balance.from === "own" ? ` own allowance ${balance.allowance},` : "";
      const until = new Date(resetsAt).toISOString();
      world.print(
        `${account}:${own} used ${used}, held ${held}, extra ${extra}${frozen ? ", frozen" : ""}, until ${until}`,
      );
      if (word === undefined) continue;
      for (const entry of await ledger.history(account)) world.print(`  ${entryLine(entry)}`);
    }
    return 0;
  });

const verbs: ReadonlyMap<string, Verb> = new Map([["show", show]]);

function entryLine({ seq, at, act, by, why, used, held, extra }: LedgerEntry): string {
  const figures = [
    ["used", used],
    ["held", held],
    ["extra", extra],
  ] as const;
  const changes = figures
    .filter(([, [before, after]]) => before !== after)
    .map(([name, [before, after]]) => `${name} ${before} → ${after}`);
  return [seq, new Date(at).toISOString(), act, ...changes, `by ${by}: ${why}`].join("  ");
}
