import type { ServerSentences } from "./server-sentences.ts";

export const server: ServerSentences = {
  SWAPS_OFF_HERE: "As trocas estão desligadas neste servidor. A moderação pode ligar de novo.",
  CHANNEL_NOT_ALLOWED: "Este servidor não permite trocas neste canal. Usa outro.",
  ROLE_NOT_ALLOWED:
    "Neste servidor só alguns cargos podem fazer trocas, e você não tem nenhum deles.",
  AGE_RESTRICTED_ONLY:
    "Este servidor só permite trocas em canais com restrição de idade. Usa um desses, e não um tópico.",
  AGE_RESTRICTED_NEVER:
    "Este servidor não permite trocas em canais com restrição de idade, nem em tópicos que possam ser de um. Usa outro canal.",
  MEMBERS_SELF_ONLY:
    "Neste servidor você só pode usar a sua própria foto como rosto, e não a de outros membros.",
  SERVER_TOO_BUSY:
    "Já tem trocas demais esperando neste servidor. Tenta de novo daqui a alguns minutos.",
  NO_PLACE_IN_TIME:
    "Não apareceu lugar para essa troca em meia hora, então desisti dela. Tenta de novo mais tarde.",
  PRICES_FIXED:
    "Todos os servidores dividem um orçamento de quem cuida de mim, então os preços são iguais em todo lugar.",
};
