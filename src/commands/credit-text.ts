import type { Balance } from "../services/account-figures.ts";
import type { LedgerEntry } from "../services/account-record.ts";
import type { Look } from "../services/credit-desk.ts";

/** What a person has, why, and until when: the lines that `/credits` and `/quota show` begin with. */
export function balanceLines({ balance, allowance }: Look): string[] {
  const { left, used, held, extra } = balance;
  const spent = [
    `${balance.allowance} each period`,
    `${used} used`,
    ...(held > 0 ? [`${held} held by running swaps`] : []),
    ...(extra > 0 ? [`${extra} extra`] : []),
  ];
  return [
    `**${count(left, "credit")}** left — ${spent.join(", ")}.`,
    `${sourceText(balance.from, allowance)} New ones ${time(balance.resetsAt, "R")}.`,
    ...(balance.frozen ? ["The account is **frozen**: no new swaps."] : []),
  ];
}

function sourceText(from: Balance["from"], { roleId, bonus }: Look["allowance"]): string {
  const more =
    from === "own" || bonus === undefined ? "" : `, ${bonus} of it for boosting this server`;
  if (from === "own") return "The allowance was set for this account alone.";
  if (from === "role") return `The allowance comes from the role <@&${roleId}>${more}.`;
  if (from === "server") return `The allowance is the one for everyone in this server${more}.`;
  return `The allowance is the one that this bot gives everybody${more}.`;
}

const actWords = {
  hold: "held for a swap",
  settle: "swap done",
  release: "given back",
  refund: "given back",
  grant: "granted",
  take: "taken away",
  set: "own allowance",
  reset: "period reset",
  freeze: "frozen",
  unfreeze: "unfrozen",
  carry: "clock corrected",
  open: "opened",
} satisfies Record<LedgerEntry["act"], string>;

/** One entry of an account in one line. */
export function entryText(entry: LedgerEntry): string {
  const { act, at, by, why } = entry;
  const about = act === "hold" || act === "settle" ? "" : `: ${plain(why)}`;
  const who = /^\d+$/.test(by) && act !== "hold" ? ` by <@${by}>` : "";
  return `${time(at, "f")} ${actWords[act]}${figures(entry)}${who}${about}`;
}

/** How many credits, or from what to what. */
function figures({ act, used, held, extra, own }: LedgerEntry): string {
  if (own) return ` ${own[0] ?? "by the rules"} → ${own[1] ?? "by the rules"}`;
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

/** Discord shows it in the reader's own zone. */
export function time(at: number, style: "R" | "f"): string {
  return `<t:${Math.floor(at / 1000)}:${style}>`;
}

export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

/** A person's words on one line, without what Discord would format, link or ping. */
export function plain(text: string): string {
  return text
    .replaceAll(/[`*_~|<>@#[\]()\\]/g, "")
    .replaceAll(/\s+/g, " ")
    .trim();
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
  for (let kept = lines.length; kept > 0; kept -= 1) {
    const left = lines.length - kept;
    const note = left > 0 ? [more(left)] : [];
    const text = [first, ...lines.slice(0, kept), ...note, ...last].join("\n");
    if (text.length <= longestText) return text;
  }
  return [first, more(lines.length), ...last].join("\n");
}
