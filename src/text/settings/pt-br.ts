import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";
import type { SettingsText } from "./en.ts";

const { number, count } = createCounting("pt-BR");

export const ptBr: SettingsText = {
  description: "O que este servidor permite",
  subcommands: {
    show: "O que este servidor permite agora",
    swaps: "Liga ou desliga as trocas, também para quem me traz por conta própria",
    channel: "Onde as trocas são permitidas ou proibidas",
    role: "Quais cargos podem trocar; sem nenhum, todo mundo pode",
    ageRestriction: "Se as trocas são para canais com restrição de idade",
    avatars: "De quem pode ser a foto de perfil usada como rosto",
    limits: "Quanto ao mesmo tempo e de que tamanho",
    prices: "Quanto um GIF custa dos créditos que as pessoas têm aqui",
    logChannel: "Onde publicar denúncias e o que a moderação faz; sem canal, em lugar nenhum",
    history: "Quem mudou ou decidiu o quê ultimamente",
  },
  options: {
    on: { name: "ligado", description: "Ligado ou desligado" },
    channel: { name: "canal", description: "Qual canal" },
    channelRule: { name: "regra", description: "Um canal permitido proíbe todos os outros" },
    role: { name: "cargo", description: "Qual cargo" },
    mayUse: { name: "pode-trocar", description: "Quem tem esse cargo pode trocar?" },
    ageRule: { name: "onde", description: "Onde as trocas são permitidas" },
    avatarRule: { name: "de-quem", description: "A foto de perfil de quem" },
    frames: { name: "quadros", description: "Máximo de quadros de um GIF" },
    perPerson: { name: "por-pessoa", description: "Trocas de uma pessoa ao mesmo tempo" },
    perServer: { name: "por-servidor", description: "Trocas de todo mundo ao mesmo tempo" },
    framesPerCredit: {
      name: "quadros-por-crédito",
      description: "Quadros de um GIF por um crédito",
    },
    mostCredits: { name: "máximo-de-créditos", description: "O máximo que um GIF custa" },
  },
  channelRules: { allowed: "permitido", denied: "proibido", neither: "sem regra" },
  ageRules: {
    anywhere: "em qualquer canal",
    only: "só em canais com restrição de idade",
    never: "nunca em canais com restrição de idade",
  },
  avatarRules: {
    nobody: "de ninguém",
    self: "só a própria",
    consent: "de quem disser sim",
  },
  names: {
    swaps: "as trocas",
    channel: (channel) => `a regra de ${channel}`,
    role: (role) => `se ${role} pode trocar`,
    ageRestriction: "onde as trocas são permitidas",
    avatars: "qual foto de perfil pode ser um rosto",
    frames: "o máximo de quadros",
    perPerson: "o máximo de trocas de uma pessoa ao mesmo tempo",
    perServer: "o máximo de trocas de todos ao mesmo tempo",
    framesPerCredit: "os quadros por um crédito",
    mostCredits: "o máximo de créditos por um GIF",
    pool: "o limite comum do servidor",
    logChannel: "o canal de registro",
    account: (who) => `os créditos de ${who}`,
    report: (swap) => `a denúncia da troca ${swap}`,
    swap: (swap) => `a troca ${swap}`,
  },
  states: {
    active: "liberados",
    frozen: "congelados",
    shown: "visível",
    deleted: "apagada",
    open: "aberta",
    hidden: "oculta",
    dismissed: "descartada",
    "could not be hidden": "não deu pra ocultar",
  },
  on: "ligado",
  off: "desligado",
  mayUse: "pode trocar",
  lines: {
    swaps: (state) => `Trocas: **${state}**`,
    allowed: (channels) => `Permitidas só em ${channels}`,
    denied: (channels) => `Proibidas em ${channels}`,
    everywhere: "Permitidas em todos os canais",
    roles: (roles) => `Só para ${roles}`,
    everyone: "Todo mundo pode fazer trocas",
    ageRestriction: (rule) => `Pela restrição de idade: ${rule}`,
    avatars: (rule) => `Fotos de perfil como rostos: ${rule}`,
    limits: (frames, person, server) =>
      `No máximo ${count(frames, { one: "quadro", other: "quadros" })}, ${number(person)} ao mesmo tempo por pessoa, ${number(server)} para todos`,
    log: (channel) =>
      channel === undefined
        ? "Sem canal de registro: as denúncias vão para quem cuida de mim. Escolhe um com `/settings log-channel`."
        : `Canal de registro, também para denúncias: ${channel}`,
  },
  history: "O que a moderação fez ultimamente, o mais novo primeiro:",
  noHistory: "Ninguém mudou nada ainda.",
  entry: (at, by, what, before, after) =>
    `${time(at, "f")} ${by}: ${what}: ${before ?? "nada"} → ${after ?? "nada"}`,
  older: (entries) => `… e ${count(entries, { one: "mais antiga", other: "mais antigas" })}`,
};
