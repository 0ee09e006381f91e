import type { ErrorFacts } from "../../../core/errors.ts";
import type { SafetySentences } from "./safety-sentences.ts";

export const safety: SafetySentences = {
  CONTENT_SEXUAL: (facts) =>
    `${subject(facts)} me semble de nature sexuelle, et je n'échange jamais de visages dans du contenu sexuel, où que tu le demandes. Prends autre chose, s'il te plaît.`,
  CONTENT_MINOR:
    "Une personne me semble mineure et l'image est trop osée pour ça. Là, je n'échange jamais de visages, où que tu le demandes. Prends d'autres images, s'il te plaît.",
  SAFETY_CHECK_FAILED:
    "Je n'ai pas pu vérifier si les images contiennent ce que je n'échange jamais, alors je me suis arrêté. Réessaie dans une minute.",
};

function subject({ role }: ErrorFacts): string {
  if (role === "result") return "Le GIF obtenu";
  return role === "face" ? "La photo du visage" : "Ce GIF";
}
