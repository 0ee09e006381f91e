import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { SettingsText } from "./en.ts";

const { number, count } = createCounting("de");

export const de: SettingsText = {
  description: "Was dieser Server erlaubt",
  subcommands: {
    show: "Was dieser Server gerade erlaubt",
    swaps: "Swaps ein- oder ausschalten, auch für Leute, die mich selbst mitbringen",
    channel: "Wo Swaps erlaubt oder verboten sind",
    role: "Welche Rollen Swaps machen dürfen; ohne Auswahl alle",
    ageRestriction: "Ob Swaps in Kanäle mit Altersbeschränkung gehören",
    avatars: "Wessen Profilbild als Gesicht dienen darf",
    limits: "Wie viel gleichzeitig und wie lang",
    prices: "Was ein GIF von den Credits kostet, die Leute hier haben",
    logChannel:
      "Wohin Meldungen und alles, was die Moderation tut, gepostet werden; ohne Kanal nirgendwohin",
    history: "Wer zuletzt was geändert oder entschieden hat",
  },
  options: {
    on: { name: "an", description: "An oder aus" },
    channel: { name: "kanal", description: "Welcher Kanal" },
    channelRule: {
      name: "regel",
      description: "Ein erlaubter Kanal verbietet alle anderen",
    },
    role: { name: "rolle", description: "Welche Rolle" },
    mayUse: { name: "darf-swappen", description: "Dürfen Leute mit dieser Rolle Swaps machen?" },
    ageRule: { name: "wo", description: "Wo Swaps erlaubt sind" },
    avatarRule: { name: "wessen", description: "Wessen Profilbild" },
    frames: { name: "einzelbilder", description: "Höchstens so viele Einzelbilder pro GIF" },
    perPerson: { name: "pro-person", description: "Swaps einer Person gleichzeitig" },
    perServer: { name: "pro-server", description: "Swaps von allen gleichzeitig" },
    framesPerCredit: {
      name: "bilder-pro-credit",
      description: "Einzelbilder eines GIFs für einen Credit",
    },
    mostCredits: {
      name: "höchstens-credits",
      description: "So viele Credits kostet ein GIF höchstens",
    },
  },
  channelRules: { allowed: "erlaubt", denied: "verboten", neither: "keine Regel" },
  ageRules: {
    anywhere: "überall",
    only: "nur in Kanälen mit Altersbeschränkung",
    never: "nie in Kanälen mit Altersbeschränkung",
  },
  avatarRules: {
    nobody: "von niemandem",
    self: "nur das eigene",
    consent: "von allen, die Ja sagen",
  },
  names: {
    swaps: "Swaps",
    channel: (channel) => `die Regel für ${channel}`,
    role: (role) => `ob ${role} Swaps machen darf`,
    ageRestriction: "wo Swaps erlaubt sind",
    avatars: "wessen Profilbild ein Gesicht sein darf",
    frames: "die Höchstzahl an Einzelbildern",
    perPerson: "wie viele Swaps eine Person gleichzeitig hat",
    perServer: "wie viele Swaps alle gleichzeitig haben",
    framesPerCredit: "die Einzelbilder für einen Credit",
    mostCredits: "wie viele Credits ein GIF höchstens kostet",
    pool: "die gemeinsame Grenze des Servers",
    logChannel: "der Protokollkanal",
    account: (who) => `die Credits von ${who}`,
    report: (swap) => `die Meldung zu Swap ${swap}`,
    swap: (swap) => `Swap ${swap}`,
  },
  states: {
    active: "nutzbar",
    frozen: "eingefroren",
    shown: "zu sehen",
    deleted: "gelöscht",
    open: "offen",
    hidden: "verborgen",
    dismissed: "verworfen",
    "could not be hidden": "konnte nicht verborgen werden",
  },
  on: "an",
  off: "aus",
  mayUse: "darf",
  lines: {
    swaps: (state) => `Swaps: **${state}**`,
    allowed: (channels) => `Nur erlaubt in ${channels}`,
    denied: (channels) => `Verboten in ${channels}`,
    everywhere: "In allen Kanälen erlaubt",
    roles: (roles) => `Nur für ${roles}`,
    everyone: "Alle dürfen Swaps machen",
    ageRestriction: (rule) => `Nach Altersbeschränkung: ${rule}`,
    avatars: (rule) => `Profilbilder als Gesichter: ${rule}`,
    limits: (frames, person, server) =>
      `Höchstens ${count(frames, { one: "Einzelbild", other: "Einzelbilder" })}, ${number(person)} gleichzeitig pro Person, ${number(server)} für alle`,
    log: (channel) =>
      channel === undefined
        ? "Kein Log-Kanal: Meldungen gehen an den, der mich betreibt. Wähl einen mit `/settings log-channel`."
        : `Log-Kanal, auch für Meldungen: ${channel}`,
  },
  history: "Was die Moderation zuletzt getan hat, das Neueste zuerst:",
  noHistory: "Noch hat niemand etwas geändert.",
  entry: (at, by, what, before, after) =>
    `${time(at, "f")} ${by}: ${what}: ${before ?? "nichts"} → ${after ?? "nichts"}`,
  older: (entries) =>
    `… und ${count(entries, { one: "älterer Eintrag", other: "ältere Einträge" })}`,
};
