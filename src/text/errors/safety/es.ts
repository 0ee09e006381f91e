import type { ErrorFacts } from "../../../core/errors.ts";
import type { SafetySentences } from "./safety-sentences.ts";

export const safety: SafetySentences = {
  CONTENT_SEXUAL: (facts) =>
    `${subject(facts)} me parece sexual, y nunca cambio caras en contenido sexual, lo pidas donde lo pidas. Usa otra cosa, por favor.`,
  CONTENT_MINOR:
    "Alguien me parece menor de edad y la imagen es demasiado atrevida para eso. Ahí nunca cambio caras, lo pidas donde lo pidas. Usa otras imágenes, por favor.",
  SAFETY_CHECK_FAILED:
    "No he podido comprobar si las imágenes tienen algo que nunca cambio, así que lo he dejado. Inténtalo otra vez en un minuto.",
};

function subject({ role }: ErrorFacts): string {
  if (role === "result") return "El GIF resultante";
  return role === "face" ? "La foto de la cara" : "Ese GIF";
}
