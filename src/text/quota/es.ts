import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuotaText } from "./en.ts";

const { number, word, count } = createCounting("es");
const credits = { one: "crédito", other: "créditos" };
const extra = { one: "crédito extra", other: "créditos extra" };

const has = (who: string | undefined) => (who === undefined ? "Has" : `${who} ha`);
const value = (of: string | number | null, none: string) =>
  typeof of === "number" ? number(of) : (of ?? none);

export const es: QuotaText = {
  description: "Controla los créditos de los miembros de este servidor",
  subcommands: {
    show: "Qué tiene un miembro, qué regla se lo da y cuándo hay créditos nuevos",
    history: "Lo último que ha pasado con los créditos de un miembro",
    grant: "Da créditos extra, que se guardan hasta que se gastan",
    take: "Quita créditos, nunca más de los que quedan",
    set: "Fija una cantidad propia para un miembro; va por delante de cualquier rol",
    reset: "Empieza de nuevo el periodo de un miembro: nada gastado",
    freeze: "Impide que un miembro empiece cambios; los que están en marcha siguen",
    unfreeze: "Deja que un miembro vuelva a empezar cambios",
    roles: "Muestra o fija qué recibe cada rol: @everyone vale para todo el servidor",
    pool: "Muestra o fija lo que todos juntos pueden gastar en un periodo",
    logChannel:
      "Publica denuncias y lo que hace la moderación en un canal; sin canal, deja de hacerlo",
  },
  options: {
    member: { name: "miembro", description: "De quién son los créditos" },
    reason: {
      name: "motivo",
      description: "Por qué; sale en el historial y en el canal de registro",
    },
    role: { name: "rol", description: "Qué rol" },
    boosterBonus: {
      name: "extra-por-mejora",
      description: "De más para quien mejora este servidor; 0 para nada",
    },
    noLimit: { name: "sin-límite", description: "Quita el límite" },
    channel: { name: "canal", description: "Dónde puedo escribir" },
    howMany: { name: "créditos", description: "Cuántos" },
    ownAllowance: {
      name: "créditos",
      description: "Por periodo; déjalo vacío para volver a las reglas",
    },
    roleAllowance: {
      name: "créditos",
      description: "Por periodo; déjalo vacío para quitarle la cantidad al rol",
    },
    poolSize: { name: "créditos", description: "Para todos juntos en cada periodo" },
  },
  acts: {
    grant: (who, whom, given) => `${has(who)} dado ${count(given, extra)} a ${whom}`,
    take: (who, whom, taken) => `${has(who)} quitado ${count(taken, credits)} a ${whom}`,
    set: (who, whom, allowance) =>
      allowance === undefined
        ? `${has(who)} quitado la cantidad propia de ${whom}`
        : `${has(who)} fijado ${count(allowance, credits)} para ${whom}`,
    reset: (who, whom) => `${has(who)} empezado de nuevo el periodo de ${whom}`,
    freeze: (who, whom) => `${has(who)} congelado los créditos de ${whom}`,
    unfreeze: (who, whom) => `${has(who)} descongelado los créditos de ${whom}`,
  },
  creditsLeft: (act, before, after) =>
    `${act}: ${number(before)} → ${number(after)} ${word(after, { one: "crédito restante", other: "créditos restantes" })}.`,
  reason: (why) => ` Motivo: ${why}`,
  notPosted: "No he podido publicarlo en el canal de registro. ¿Puedo verlo y escribir en él?",
  allowanceOfEveryone: "la cantidad para todos",
  allowanceOfRole: (role) => `la cantidad del rol ${role}`,
  bonusOfBoosters: "el extra por mejorar el servidor",
  changed: (who, what, before, after) =>
    `${has(who)} cambiado ${what}: ${value(before, "nada")} → ${value(after, "nada")}.`,
  unchanged: (what, of) => `No ha cambiado nada: ya estaba así (${what}: ${value(of, "nada")}).`,
  whichRole: "Di qué `rol` recibe estos créditos; @everyone también es un rol.",
  rolesHeading: "Lo que reciben los miembros por periodo, el mejor de sus roles primero:",
  roleGets: (role, allowance) => `${role}: ${count(allowance, credits)}`,
  everyoneElse: (allowance) =>
    allowance === undefined
      ? "Los demás: lo que este bot da a todo el mundo"
      : `Los demás: ${count(allowance, credits)}`,
  boostersGet: (bonus) => `Quien mejora el servidor: ${number(bonus)} más`,
  moreRoles: (more) => `… y ${count(more, { one: "rol más", other: "roles más" })}.`,
  creditsOrNoLimit: "Da un número de `créditos` o `sin-límite`, pero no las dos cosas.",
  noPool: "Este servidor no tiene límite común. Ponlo con `/quota pool créditos:`.",
  pool: (left, size, resetsAt) =>
    `En el fondo ${word(left, { one: "queda", other: "quedan" })} **${number(left)}** de ${count(size, credits)}. Nuevos ${time(resetsAt, "R")}.`,
  poolChanged: (who, before, after) =>
    `${has(who)} cambiado el fondo de este servidor: ${value(before, "sin límite")} → ${value(after, "sin límite")}.`,
  noLogChannel: "Ya no se publica nada; las denuncias van a quien me lleva.",
  logChannel: (channel) =>
    `Desde ahora las denuncias y lo que hace la moderación se publican en ${channel}.`,
  logChannelChosen: (who) =>
    `${who} ha elegido este canal para las denuncias y lo que hace la moderación.`,
  noHistory: (whom) => `Aún no ha pasado nada con los créditos de ${whom}.`,
  historyHeading: (whom) => `Los créditos de ${whom}, lo más nuevo primero:`,
  olderEntries: (older) =>
    `… y ${number(older)} más ${word(older, { one: "antigua", other: "antiguas" })}`,
};
