import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { CreditsText } from "./en.ts";

const { number, count } = createCounting("de");
const credits = { one: "Credit", other: "Credits" };
const bonusPart = (bonus: number | undefined) =>
  bonus === undefined ? "" : `, ${number(bonus)} davon fürs Boosten dieses Servers`;

export const de: CreditsText = {
  description: "Wie viele Credits du hier hast, warum, und wann es neue gibt",
  left: (left, parts) => `Noch **${count(left, credits)}** — ${parts.join(", ")}.`,
  eachPeriod: (allowance) => `${number(allowance)} pro Zeitraum`,
  used: (used) => `${number(used)} verbraucht`,
  held: (held) => `${number(held)} für laufende Swaps reserviert`,
  extra: (extra) => `${number(extra)} extra`,
  from: {
    own: () => "Diese Menge wurde nur für dieses Konto festgelegt.",
    role: (role, bonus) => `Diese Menge kommt von der Rolle ${role}${bonusPart(bonus)}.`,
    server: (bonus) => `Diese Menge bekommen alle auf diesem Server${bonusPart(bonus)}.`,
    bot: (bonus) => `Diese Menge gibt der Bot allen${bonusPart(bonus)}.`,
  },
  newOnes: (at) => `Neue gibt es ${time(at, "R")}.`,
  frozen: "Das Konto ist **eingefroren**: keine neuen Swaps.",
  prices: (frames, most) =>
    `Ein Bild kostet 1, ein GIF 1 je angefangene ${count(frames, { one: "Einzelbild", other: "Einzelbilder" })} und Gesicht, höchstens ${number(most)}. Was nicht klappt, kostet nichts.`,
  lately: "Zuletzt:",
  acts: {
    hold: "für einen Swap reserviert:",
    settle: "Swap fertig:",
    release: "zurückbekommen:",
    refund: "zurückbekommen:",
    grant: "geschenkt:",
    take: "abgezogen:",
    set: "eigene Menge:",
    reset: "Zeitraum neu begonnen:",
    freeze: "eingefroren",
    unfreeze: "wieder freigegeben",
    carry: "Uhr korrigiert",
    open: "eröffnet",
  },
  byTheRules: "nach den Regeln",
  entry: (at, what, who, why) =>
    `${at} ${what}${who === undefined ? "" : ` von ${who}`}${why === "" ? "" : ` (${why})`}`,
  waiting: "Fertige Swaps, die auf dich warten:",
  waitingResult: (askedAt, keptUntil) =>
    `${time(askedAt, "R")} gestartet; öffnest du ihn nicht, gibt es die Credits ${time(keptUntil, "R")} zurück`,
  showResult: (place) => `Ergebnis ${place} zeigen`,
  moreWaiting: (more) => `… und ${number(more)} weitere, sobald du diese geöffnet hast.`,
};
