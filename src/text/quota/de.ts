import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuotaText } from "./en.ts";

const { number, count } = createCounting("de");
const credits = { one: "Credit", other: "Credits" };
const extra = { one: "Extra-Credit", other: "Extra-Credits" };

const has = (who: string | undefined) => (who === undefined ? "Du hast" : `${who} hat`);
const value = (of: string | number | null, none: string) =>
  typeof of === "number" ? number(of) : (of ?? none);

export const de: QuotaText = {
  description: "Die Credits der Mitglieder dieses Servers steuern",
  subcommands: {
    show: "Was ein Mitglied hat, welche Regel es gibt und wann es neue Credits gibt",
    history: "Was zuletzt mit den Credits eines Mitglieds passiert ist",
    grant: "Extra-Credits geben; sie bleiben, bis sie verbraucht sind",
    take: "Credits abziehen, nie mehr, als noch da sind",
    set: "Einem Mitglied eine eigene Menge geben; sie geht vor jede Rolle",
    reset: "Den Zeitraum eines Mitglieds neu beginnen: nichts ist verbraucht",
    freeze: "Ein Mitglied keine Swaps mehr starten lassen; laufende gehen weiter",
    unfreeze: "Ein Mitglied wieder Swaps starten lassen",
    roles: "Zeigen oder festlegen, was Rollen bekommen: @everyone gilt für den ganzen Server",
    pool: "Zeigen oder festlegen, was alle zusammen in einem Zeitraum ausgeben können",
    logChannel:
      "Meldungen und was die Moderation tut in einem Kanal posten; ohne Kanal hört das auf",
  },
  options: {
    member: { name: "mitglied", description: "Wessen Credits" },
    reason: { name: "grund", description: "Warum; steht im Verlauf und im Log-Kanal" },
    role: { name: "rolle", description: "Welche Rolle" },
    boosterBonus: {
      name: "booster-bonus",
      description: "Obendrauf für alle, die den Server boosten; 0 für nichts",
    },
    noLimit: { name: "ohne-grenze", description: "Die Grenze aufheben" },
    channel: { name: "kanal", description: "Wo ich schreiben darf" },
    howMany: { name: "credits", description: "Wie viele" },
    ownAllowance: {
      name: "credits",
      description: "Pro Zeitraum; weglassen, damit wieder die Regeln gelten",
    },
    roleAllowance: {
      name: "credits",
      description: "Pro Zeitraum; weglassen, um der Rolle ihre Menge zu nehmen",
    },
    poolSize: { name: "credits", description: "Für alle zusammen pro Zeitraum" },
  },
  acts: {
    grant: (who, whom, given) => `${has(who)} ${whom} ${count(given, extra)} gegeben`,
    take: (who, whom, taken) => `${has(who)} ${whom} ${count(taken, credits)} abgezogen`,
    set: (who, whom, allowance) =>
      allowance === undefined
        ? `${has(who)} die eigene Menge von ${whom} aufgehoben`
        : `${has(who)} für ${whom} ${count(allowance, credits)} festgelegt`,
    reset: (who, whom) => `${has(who)} den Zeitraum von ${whom} neu begonnen`,
    freeze: (who, whom) => `${has(who)} die Credits von ${whom} eingefroren`,
    unfreeze: (who, whom) => `${has(who)} die Credits von ${whom} wieder freigegeben`,
  },
  creditsLeft: (act, before, after) =>
    `${act}: ${number(before)} → ${count(after, credits)} übrig.`,
  reason: (why) => ` Grund: ${why}`,
  notPosted: "Das konnte ich nicht im Log-Kanal posten. Darf ich ihn sehen und dort schreiben?",
  allowanceOfEveryone: "die Menge für alle",
  allowanceOfRole: (role) => `die Menge der Rolle ${role}`,
  bonusOfBoosters: "den Bonus fürs Boosten",
  changed: (who, what, before, after) =>
    `${has(who)} ${what} geändert: ${value(before, "keine")} → ${value(after, "keine")}.`,
  unchanged: (what, of) => `Nichts geändert: Das war schon so (${what}: ${value(of, "keine")}).`,
  whichRole: "Sag bitte, welche `rolle` diese Credits bekommt; @everyone ist auch eine.",
  rolesHeading: "Was Mitglieder pro Zeitraum bekommen, die beste ihrer Rollen zuerst:",
  roleGets: (role, allowance) => `${role}: ${count(allowance, credits)}`,
  everyoneElse: (allowance) =>
    allowance === undefined
      ? "Alle anderen: was der Bot allen gibt"
      : `Alle anderen: ${count(allowance, credits)}`,
  boostersGet: (bonus) => `Wer boostet: ${number(bonus)} mehr`,
  moreRoles: (more) => `… und ${count(more, { one: "weitere Rolle", other: "weitere Rollen" })}.`,
  creditsOrNoLimit:
    "Gib bitte entweder eine Zahl bei `credits` an oder `ohne-grenze`, nicht beides.",
  noPool:
    "Dieser Server hat keine gemeinsame Grenze. Mit `/quota pool credits:` legst du eine fest.",
  pool: (left, size, resetsAt) =>
    `Im Topf sind noch **${number(left)}** von ${count(size, credits)}. Neue gibt es ${time(resetsAt, "R")}.`,
  poolChanged: (who, before, after) =>
    `${has(who)} den Topf dieses Servers geändert: ${value(before, "keine Grenze")} → ${value(after, "keine Grenze")}.`,
  noLogChannel:
    "Ab jetzt wird nichts mehr gepostet; Meldungen gehen an die Person, die mich betreibt.",
  logChannel: (channel) => `Meldungen und was die Moderation tut, stehen ab jetzt in ${channel}.`,
  logChannelChosen: (who) =>
    `${who} hat diesen Kanal für Meldungen und für alles ausgesucht, was die Moderation tut.`,
  noHistory: (whom) => `Mit den Credits von ${whom} ist noch nichts passiert.`,
  historyHeading: (whom) => `Die Credits von ${whom}, das Neueste zuerst:`,
  olderEntries: (older) => `… und ${number(older)} ältere`,
};
