import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { SettingsText } from "./en.ts";

const { number, count } = createCounting("fr");

export const fr: SettingsText = {
  description: "Ce que ce serveur autorise",
  subcommands: {
    show: "Ce que ce serveur autorise en ce moment",
    swaps: "Activer ou désactiver les échanges, même pour ceux qui m'amènent eux-mêmes",
    channel: "Où les échanges sont autorisés ou interdits",
    role: "Quels rôles peuvent échanger ; sans choix, tout le monde",
    ageRestriction: "Si les échanges vont dans les salons soumis à une limite d'âge",
    avatars: "Quelle photo de profil peut servir de visage",
    limits: "Combien à la fois, et quelle longueur",
    prices: "Ce qu'un GIF coûte des crédits que les gens ont ici",
    logChannel: "Où publier les signalements et ce que fait la modération ; sans salon, nulle part",
    history: "Qui a changé ou décidé quoi récemment",
  },
  options: {
    on: { name: "actif", description: "Activé ou désactivé" },
    channel: { name: "salon", description: "Quel salon" },
    channelRule: { name: "regle", description: "Un salon autorisé interdit tous les autres" },
    role: { name: "role", description: "Quel rôle" },
    mayUse: { name: "peut-echanger", description: "Ce rôle donne-t-il le droit d'échanger ?" },
    ageRule: { name: "ou", description: "Où les échanges sont autorisés" },
    avatarRule: { name: "de-qui", description: "La photo de profil de qui" },
    frames: { name: "images", description: "Nombre maximal d'images d'un GIF" },
    perPerson: { name: "par-personne", description: "Échanges d'une personne à la fois" },
    perServer: { name: "par-serveur", description: "Échanges de tout le monde à la fois" },
    framesPerCredit: { name: "images-par-crédit", description: "Images d'un GIF pour un crédit" },
    mostCredits: { name: "crédits-au-plus", description: "Ce qu'un GIF coûte au plus" },
  },
  channelRules: { allowed: "autorisé", denied: "interdit", neither: "aucune règle" },
  ageRules: {
    anywhere: "partout",
    only: "seulement dans les salons soumis à une limite d'âge",
    never: "jamais dans les salons soumis à une limite d'âge",
  },
  avatarRules: {
    nobody: "de personne",
    self: "seulement la sienne",
    consent: "de tous ceux qui disent oui",
  },
  names: {
    swaps: "les échanges",
    channel: (channel) => `la règle de ${channel}`,
    role: (role) => `le droit d'échanger de ${role}`,
    ageRestriction: "où les échanges sont autorisés",
    avatars: "quelle photo de profil peut servir de visage",
    frames: "le nombre maximal d'images",
    perPerson: "le nombre d'échanges d'une personne à la fois",
    perServer: "le nombre d'échanges de tous à la fois",
    framesPerCredit: "les images pour un crédit",
    mostCredits: "le maximum de crédits pour un GIF",
    pool: "la limite commune du serveur",
    logChannel: "le salon du journal",
    account: (who) => `les crédits de ${who}`,
    report: (swap) => `le signalement de l'échange ${swap}`,
    swap: (swap) => `l'échange ${swap}`,
  },
  states: {
    active: "utilisables",
    frozen: "gelés",
    shown: "visible",
    deleted: "supprimé",
    open: "ouvert",
    hidden: "masqué",
    dismissed: "classé",
    "could not be hidden": "n'a pas pu être masqué",
  },
  on: "activé",
  off: "désactivé",
  mayUse: "peut échanger",
  lines: {
    swaps: (state) => `Échanges : **${state}**`,
    allowed: (channels) => `Autorisés seulement dans ${channels}`,
    denied: (channels) => `Interdits dans ${channels}`,
    everywhere: "Autorisés dans tous les salons",
    roles: (roles) => `Seulement pour ${roles}`,
    everyone: "Tout le monde peut faire des échanges",
    ageRestriction: (rule) => `Selon la limite d'âge : ${rule}`,
    avatars: (rule) => `Photos de profil comme visages : ${rule}`,
    limits: (frames, person, server) =>
      `Au plus ${count(frames, { one: "image", other: "images" })}, ${number(person)} à la fois par personne, ${number(server)} pour tous`,
    log: (channel) =>
      channel === undefined
        ? "Pas de salon de journal : les signalements vont à la personne qui me gère. Choisis-en un avec `/settings log-channel`."
        : `Salon de journal, aussi pour les signalements : ${channel}`,
  },
  history: "Ce que la modération a fait récemment, le plus récent d'abord :",
  noHistory: "Personne n'a encore rien changé.",
  entry: (at, by, what, before, after) =>
    `${time(at, "f")} ${by} : ${what} : ${before ?? "rien"} → ${after ?? "rien"}`,
  older: (entries) =>
    `… et ${count(entries, { one: "entrée plus ancienne", other: "entrées plus anciennes" })}`,
};
