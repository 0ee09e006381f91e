import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { QuotaText } from "./en.ts";

const { number, word, count } = createCounting("pt-BR");
const credits = { one: "crédito", other: "créditos" };
const extra = { one: "crédito extra", other: "créditos extras" };

const subject = (who: string | undefined) => who ?? "Você";
const value = (of: string | number | null, none: string) =>
  typeof of === "number" ? number(of) : (of ?? none);

export const ptBr: QuotaText = {
  description: "Controla os créditos dos membros deste servidor",
  subcommands: {
    show: "O que um membro tem, qual regra deu isso e quando chegam créditos novos",
    history: "As últimas coisas que aconteceram com os créditos de um membro",
    grant: "Dá créditos extras, guardados até serem gastos",
    take: "Tira créditos, nunca mais do que sobrou",
    set: "Define uma quantia própria para um membro; vale antes de qualquer cargo",
    reset: "Recomeça o período de um membro: nada usado",
    freeze: "Impede um membro de começar trocas; as em andamento continuam",
    unfreeze: "Deixa um membro começar trocas de novo",
    roles: "Mostra ou define o que os cargos recebem: @everyone vale para o servidor todo",
    pool: "Mostra ou define o que todos juntos podem gastar em um período",
    logChannel: "Posta denúncias e o que a moderação faz em um canal; sem canal, para com isso",
  },
  options: {
    member: { name: "membro", description: "Os créditos de quem" },
    reason: { name: "motivo", description: "Por quê; aparece no histórico e no canal de registro" },
    role: { name: "cargo", description: "Qual cargo" },
    boosterBonus: {
      name: "bônus-de-impulso",
      description: "A mais para quem impulsiona este servidor; 0 para nada",
    },
    noLimit: { name: "sem-limite", description: "Tira o limite" },
    channel: { name: "canal", description: "Onde eu posso escrever" },
    howMany: { name: "créditos", description: "Quantos" },
    ownAllowance: {
      name: "créditos",
      description: "Por período; deixa vazio para voltar às regras",
    },
    roleAllowance: {
      name: "créditos",
      description: "Por período; deixa vazio para tirar a quantia do cargo",
    },
    poolSize: { name: "créditos", description: "Para todos juntos em cada período" },
  },
  acts: {
    grant: (who, whom, given) => `${subject(who)} deu ${count(given, extra)} para ${whom}`,
    take: (who, whom, taken) => `${subject(who)} tirou ${count(taken, credits)} de ${whom}`,
    set: (who, whom, allowance) =>
      allowance === undefined
        ? `${subject(who)} tirou a quantia própria de ${whom}`
        : `${subject(who)} definiu ${count(allowance, credits)} para ${whom}`,
    reset: (who, whom) => `${subject(who)} recomeçou o período de ${whom}`,
    freeze: (who, whom) => `${subject(who)} congelou os créditos de ${whom}`,
    unfreeze: (who, whom) => `${subject(who)} descongelou os créditos de ${whom}`,
  },
  creditsLeft: (act, before, after) =>
    `${act}: ${number(before)} → ${number(after)} ${word(after, { one: "crédito restante", other: "créditos restantes" })}.`,
  reason: (why) => ` Motivo: ${why}`,
  notPosted: "Não consegui postar isso no canal de registro. Posso ver o canal e escrever nele?",
  allowanceOfEveryone: "a quantia de todo mundo",
  allowanceOfRole: (role) => `a quantia do cargo ${role}`,
  bonusOfBoosters: "o bônus de impulso",
  changed: (who, what, before, after) =>
    `${subject(who)} mudou ${what}: ${value(before, "nada")} → ${value(after, "nada")}.`,
  unchanged: (what, of) => `Nada mudou: já estava assim (${what}: ${value(of, "nada")}).`,
  whichRole: "Diz qual `cargo` recebe esses créditos; @everyone também é um cargo.",
  rolesHeading: "O que os membros recebem por período, o melhor dos cargos primeiro:",
  roleGets: (role, allowance) => `${role}: ${count(allowance, credits)}`,
  everyoneElse: (allowance) =>
    allowance === undefined
      ? "Os outros: o que este bot dá para todo mundo"
      : `Os outros: ${count(allowance, credits)}`,
  boostersGet: (bonus) => `Quem impulsiona: ${number(bonus)} a mais`,
  moreRoles: (more) => `… e mais ${count(more, { one: "cargo", other: "cargos" })}.`,
  creditsOrNoLimit: "Dá um número de `créditos` ou `sem-limite`, mas não os dois.",
  noPool: "Este servidor não tem limite comum. Define um com `/quota pool créditos:`.",
  pool: (left, size, resetsAt) =>
    `O fundo ainda tem **${number(left)}** de ${count(size, credits)}. Novos ${time(resetsAt, "R")}.`,
  poolChanged: (who, before, after) =>
    `${subject(who)} mudou o fundo deste servidor: ${value(before, "sem limite")} → ${value(after, "sem limite")}.`,
  noLogChannel: "Nada mais é postado; as denúncias vão pra quem cuida de mim.",
  logChannel: (channel) =>
    `A partir de agora as denúncias e o que a moderação faz são postados em ${channel}.`,
  logChannelChosen: (who) =>
    `${who} escolheu este canal para as denúncias e o que a moderação faz.`,
  noHistory: (whom) => `Ainda não aconteceu nada com os créditos de ${whom}.`,
  historyHeading: (whom) => `Os créditos de ${whom}, o mais novo primeiro:`,
  olderEntries: (older) => `… e mais ${count(older, { one: "antiga", other: "antigas" })}`,
};
