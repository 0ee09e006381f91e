import type { Balance } from "../services/account-figures.ts";
import type { LedgerEntry } from "../services/account-record.ts";
import type { Look } from "../services/credit-desk.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { plain, time } from "../text/markdown.ts";

/** What a person has, why, and until when: the lines that `/credits` and `/quota show` begin with. */
export function balanceLines({ credits }: Catalogue, { balance, allowance }: Look): string[] {
  const { left, used, held, extra } = balance;
  const parts = [
    credits.eachPeriod(balance.allowance),
    credits.used(used),
    ...(held > 0 ? [credits.held(held)] : []),
    ...(extra > 0 ? [credits.extra(extra)] : []),
  ];
  return [
    credits.left(left, parts),
    `${sourceText(credits, balance.from, allowance)} ${credits.newOnes(balance.resetsAt)}`,
    ...(balance.frozen ? [credits.frozen] : []),
  ];
}

function sourceText(
  { from: sentences }: Catalogue["credits"],
  from: Balance["from"],
  { roleId, bonus }: Look["allowance"],
): string {
  if (from === "own") return sentences.own();
  if (from === "role") return sentences.role(`<@&${roleId}>`, bonus);
  return from === "server" ? sentences.server(bonus) : sentences.bot(bonus);
}

/** One entry of an account in one line. */
export function entryText({ credits }: Catalogue, entry: LedgerEntry): string {
  const { act, at, by, why } = entry;
  const about = act === "hold" || act === "settle" ? "" : plain(why);
  const who = /^\d+$/.test(by) && act !== "hold" ? `<@${by}>` : undefined;
  const what = `${credits.acts[act]}${figures(entry, credits.byTheRules)}`;
  return credits.entry(time(at, "f"), what, who, about);
}

/** How many credits, or from what to what. */
function figures({ act, used, held, extra, own }: LedgerEntry, byTheRules: string): string {
  if (own) return ` ${own[0] ?? byTheRules} → ${own[1] ?? byTheRules}`;
  const moved: Partial<Record<LedgerEntry["act"], number>> = {
    hold: held[1] - held[0],
    settle: held[0] - held[1],
    release: held[0] - held[1],
    refund: used[0] - used[1] + extra[1] - extra[0],
    grant: extra[1] - extra[0],
    take: used[1] - used[0] + extra[0] - extra[1],
    reset: used[0] - used[1],
  };
  const credits = moved[act];
  return credits === undefined ? "" : ` ${credits}`;
}

/** Discord takes 2000 characters. */
const longestText = 2000;

/**
 * Lines of one message: as many of `lines` as there is room for, after `first` and before `last`, both of which are
 * always there. `more` says how many lines were left out.
 */
export function fitted(
  first: string,
  lines: readonly string[],
  last: readonly string[],
  more: (count: number) => string,
): string {
  if (lines.length === 0) return [first, ...last].join("\n");
  for (let kept = lines.length; kept > 0; kept -= 1) {
    const left = lines.length - kept;
    const note = left > 0 ? [more(left)] : [];
    const text = [first, ...lines.slice(0, kept), ...note, ...last].join("\n");
    if (text.length <= longestText) return text;
  }
  return [first, more(lines.length), ...last].join("\n");
}
