import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { SettingsText } from "./en.ts";

const { number, count } = createCounting("es");

export const es: SettingsText = {
  description: "Lo que permite este servidor",
  subcommands: {
    show: "Lo que permite ahora este servidor",
    swaps: "Activa o desactiva los cambios, también para quien me trae por su cuenta",
    channel: "Dónde se permiten o se prohíben los cambios",
    role: "Qué roles pueden hacer cambios; sin ninguno, todo el mundo",
    ageRestriction: "Si los cambios son para canales con restricción de edad",
    avatars: "De quién puede ser la foto de perfil que sirve de cara",
    limits: "Cuánto a la vez y de qué duración",
    prices: "Lo que cuesta un GIF de los créditos que la gente tiene aquí",
    logChannel:
      "Dónde se publican las denuncias y lo que hace la moderación; sin canal, en ninguna parte",
    history: "Quién cambió o decidió qué últimamente",
  },
  options: {
    on: { name: "activado", description: "Activado o desactivado" },
    channel: { name: "canal", description: "Qué canal" },
    channelRule: { name: "regla", description: "Un canal permitido prohíbe todos los demás" },
    role: { name: "rol", description: "Qué rol" },
    mayUse: { name: "puede-cambiar", description: "¿Puede hacer cambios quien tiene este rol?" },
    ageRule: { name: "donde", description: "Dónde se permiten los cambios" },
    avatarRule: { name: "de-quien", description: "La foto de perfil de quién" },
    frames: { name: "fotogramas", description: "Máximo de fotogramas de un GIF" },
    perPerson: { name: "por-persona", description: "Cambios de una persona a la vez" },
    perServer: { name: "por-servidor", description: "Cambios de todo el mundo a la vez" },
    framesPerCredit: {
      name: "fotogramas-por-crédito",
      description: "Fotogramas de un GIF por un crédito",
    },
    mostCredits: { name: "máximo-de-créditos", description: "Lo máximo que cuesta un GIF" },
  },
  channelRules: { allowed: "permitido", denied: "prohibido", neither: "sin regla" },
  ageRules: {
    anywhere: "en todas partes",
    only: "solo en canales con restricción de edad",
    never: "nunca en canales con restricción de edad",
  },
  avatarRules: {
    nobody: "la de nadie",
    self: "solo la propia",
    consent: "la de quien diga que sí",
  },
  names: {
    swaps: "los cambios",
    channel: (channel) => `la regla de ${channel}`,
    role: (role) => `si ${role} puede hacer cambios`,
    ageRestriction: "dónde se permiten los cambios",
    avatars: "qué foto de perfil puede servir de cara",
    frames: "el máximo de fotogramas",
    perPerson: "el máximo de cambios de una persona a la vez",
    perServer: "el máximo de cambios de todo el mundo a la vez",
    framesPerCredit: "los fotogramas por un crédito",
    mostCredits: "el máximo de créditos por un GIF",
    pool: "el límite común del servidor",
    logChannel: "el canal de registro",
    account: (who) => `los créditos de ${who}`,
    report: (swap) => `la denuncia del cambio ${swap}`,
    swap: (swap) => `el cambio ${swap}`,
  },
  states: {
    active: "utilizables",
    frozen: "congelados",
    shown: "visible",
    deleted: "borrado",
    open: "abierta",
    hidden: "oculto",
    dismissed: "descartada",
    "could not be hidden": "no se pudo ocultar",
  },
  on: "activado",
  off: "desactivado",
  mayUse: "puede",
  lines: {
    swaps: (state) => `Cambios: **${state}**`,
    allowed: (channels) => `Permitidos solo en ${channels}`,
    denied: (channels) => `Prohibidos en ${channels}`,
    everywhere: "Permitidos en todos los canales",
    roles: (roles) => `Solo para ${roles}`,
    everyone: "Todo el mundo puede hacer cambios",
    ageRestriction: (rule) => `Según la restricción de edad: ${rule}`,
    avatars: (rule) => `Fotos de perfil como caras: ${rule}`,
    limits: (frames, person, server) =>
      `Como mucho ${count(frames, { one: "fotograma", other: "fotogramas" })}, ${number(person)} a la vez por persona, ${number(server)} entre todos`,
    log: (channel) =>
      channel === undefined
        ? "Sin canal de registro: las denuncias van a quien me gestiona. Elige uno con `/settings log-channel`."
        : `Canal de registro, también para denuncias: ${channel}`,
  },
  history: "Lo que ha hecho la moderación, lo más nuevo primero:",
  noHistory: "Todavía nadie ha cambiado nada.",
  entry: (at, by, what, before, after) =>
    `${time(at, "f")} ${by}: ${what}: ${before ?? "nada"} → ${after ?? "nada"}`,
  older: (entries) =>
    `… y ${count(entries, { one: "entrada anterior", other: "entradas anteriores" })}`,
};
