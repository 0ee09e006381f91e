import { randomUUID } from "node:crypto";
import type { Adjustment } from "../../services/account-acts.ts";
import type { LedgerEntry } from "../../services/account-record.ts";
import type { Balance } from "../../services/account-figures.ts";
import { accountForms, parseAccount } from "./account-name.ts";
import { AdminUsageError } from "./admin-command.ts";
import type { AdminCommand, AdminWorld } from "./admin-command.ts";
import { withCredits } from "./open-credits.ts";

type Verb = (words: readonly string[], world: AdminWorld) => Promise<number>;

/** `npm run admin -- credits …` */
export const credits: AdminCommand = {
  name: "credits",
  summary: `look into accounts and change them (${accountForms})`,
  usage: [
    "show [ACCOUNT]",
    "grant ACCOUNT CREDITS [REASON]",
    "take ACCOUNT CREDITS [REASON]",
    "set ACCOUNT CREDITS|rules [REASON]",
    "reset ACCOUNT [REASON]",
    "freeze ACCOUNT [REASON]",
    "unfreeze ACCOUNT [REASON]",
    "export",
  ],
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
  withCredits(world, async ({ accounts, ledger, allowanceOf }) => {
    const names = word === undefined ? accounts.entries() : [[parseAccount(word)] as const];
    for await (const [account] of names) {
      const balance = await ledger.balance({ account, ...(await allowanceOf(account)) });
      world.print(`${account}: ${balanceText(balance)}`);
      if (word === undefined) continue;
      for (const entry of await ledger.history(account)) world.print(`  ${entryLine(entry)}`);
    }
    return 0;
  });

/** A verb that changes one account. */
function adjusting(read: (words: readonly string[]) => [Adjustment, ...string[]]): Verb {
  return async ([word, ...words], world) => {
    const account = parseAccount(word);
    const [adjustment, ...reason] = read(words);
    return withCredits(world, async ({ ledger, allowanceOf }) => {
      const { before, after } = await ledger.adjust({
        account,
        allowance: await allowanceOf(account),
        adjustment,
        id: `admin:${randomUUID()}`,
        by: "owner",
        why: reason.join(" "),
      });
      world.print(`${account} before: ${balanceText(before)}`);
      world.print(`${account} after:  ${balanceText(after)}`);
      return 0;
    });
  };
}

const mostCredits = 1_000_000;

function parseCredits(word: string | undefined): number {
  const number = Number(word);
  if (word !== undefined && /^\d+$/.test(word) && number <= mostCredits) return number;
  throw new AdminUsageError(`"${word ?? ""}" is no number of credits (0 to ${mostCredits})`);
}

const exportEntries: Verb = async (_words, world) =>
  withCredits(world, async ({ auditExport, auditPath }) => {
    const copied = await auditExport.run();
    world.print(`${copied} entries were appended to ${auditPath}`);
    return 0;
  });

const verbs: ReadonlyMap<string, Verb> = new Map([
  ["show", show],
  [
    "grant",
    adjusting(([word, ...reason]) => [{ act: "grant", credits: parseCredits(word) }, ...reason]),
  ],
  [
    "take",
    adjusting(([word, ...reason]) => [{ act: "take", credits: parseCredits(word) }, ...reason]),
  ],
  [
    "set",
    adjusting(([word, ...reason]) => [
      { act: "set", credits: word === "rules" ? undefined : parseCredits(word) },
      ...reason,
    ]),
  ],
  ["reset", adjusting((reason) => [{ act: "reset" }, ...reason])],
  ["freeze", adjusting((reason) => [{ act: "freeze" }, ...reason])],
  ["unfreeze", adjusting((reason) => [{ act: "unfreeze" }, ...reason])],
  ["export", exportEntries],
]);

function balanceText(balance: Balance): string {
  const { used, held, extra, frozen, resetsAt } = balance;
  const own = balance.from === "own" ? `own allowance ${balance.allowance}, ` : "";
  const until = new Date(resetsAt).toISOString();
  return `${own}used ${used}, held ${held}, extra ${extra}${frozen ? ", frozen" : ""}, until ${until}`;
}

function entryLine(entry: LedgerEntry): string {
  const { seq, at, act, by, why, used, held, extra, own } = entry;
  const figures = [
    ["used", used],
    ["held", held],
    ["extra", extra],
    ["own allowance", own ?? [null, null]],
  ] as const;
  const changes = figures
    .filter(([, [before, after]]) => before !== after)
    .map(([name, [before, after]]) => `${name} ${before ?? "none"} → ${after ?? "none"}`);
  return [seq, new Date(at).toISOString(), act, ...changes, `by ${by}: ${why}`].join("  ");
}
