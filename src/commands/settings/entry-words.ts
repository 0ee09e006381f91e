import type { ServerSettings } from "../../services/server-settings.ts";
import type { Catalogue } from "../../text/catalogue.ts";

type Entry = ServerSettings["log"][number];
type Value = string | number | null;

/** What an entry of the server's log is about, and how its values are said. */
interface EntryWords {
  readonly name: string;
  readonly value?: Readonly<Record<string, string>> | ((value: string) => string);
}

const withId = /^(user role|role|channel|account of|report|swap) (\S+)$/;

/** One entry of the server's log, which keeps names for programs and bare ids, in the reader's words. */
export function entryLine(text: Catalogue, { at, by, what, change }: Entry): string {
  const { name, value } = wordsOf(text, what);
  const said = (one: Value): Value => {
    if (typeof one !== "string" || value === undefined) return one;
    return typeof value === "function" ? value(one) : (value[one] ?? one);
  };
  const [before, after] = change;
  return text.settings.entry(at, `<@${by}>`, name, said(before), said(after));
}

function wordsOf(text: Catalogue, what: string): EntryWords {
  const { settings, quota } = text;
  const { names, states } = settings;
  const [, kind, id = ""] = withId.exec(what) ?? [undefined, what];
  switch (kind) {
    case "role":
      return { name: quota.allowanceOfRole(`<@&${id}>`) };
    case "user role":
      return { name: names.role(`<@&${id}>`), value: () => settings.mayUse };
    case "channel":
      return { name: names.channel(`<#${id}>`), value: settings.channelRules };
    case "account of":
      return { name: names.account(`<@${id}>`), value: states };
    case "report":
      return { name: names.report(`\`${id}\``), value: states };
    case "swap":
      return { name: names.swap(`\`${id}\``), value: states };
    case "everyone":
      return { name: quota.allowanceOfEveryone };
    case "booster bonus":
      return { name: quota.bonusOfBoosters };
    case "pool":
      return { name: names.pool };
    case "log channel":
      return { name: names.logChannel, value: (channel) => `<#${channel}>` };
    case "swaps":
      return { name: names.swaps, value: { on: settings.on, off: settings.off } };
    case "age restriction":
      return { name: names.ageRestriction, value: settings.ageRules };
    case "avatars":
      return { name: names.avatars, value: settings.avatarRules };
    case "limit frames":
      return { name: names.frames };
    case "limit running-person":
      return { name: names.perPerson };
    case "limit running-server":
      return { name: names.perServer };
    case "price frames-per-credit":
      return { name: names.framesPerCredit };
    case "price most":
      return { name: names.mostCredits };
    default:
      return { name: what };
  }
}
