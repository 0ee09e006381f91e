import type { ErrorFacts } from "../../../core/errors.ts";
import type { SafetySentences } from "./safety-sentences.ts";

export const safety: SafetySentences = {
  CONTENT_SEXUAL: (facts) =>
    `${subject(facts)} me parece sexual, e eu nunca troco rostos em conteúdo sexual, não importa onde você peça. Use outra coisa, por favor.`,
  CONTENT_MINOR:
    "Alguém me parece menor de idade e a imagem é reveladora demais para isso. Aí eu nunca troco rostos, não importa onde você peça. Use outras imagens, por favor.",
  SAFETY_CHECK_FAILED:
    "Não consegui verificar se as imagens têm algo que eu nunca troco, então parei. Tente de novo em um minuto.",
};

function subject({ role }: ErrorFacts): string {
  if (role === "result") return "O GIF resultante";
  return role === "face" ? "A foto do rosto" : "Esse GIF";
}
