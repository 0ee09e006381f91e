import type { ErrorFacts } from "../../../core/errors.ts";
import type { SafetySentences } from "./safety-sentences.ts";

export const safety: SafetySentences = {
  CONTENT_SEXUAL: (facts) =>
    `${subject(facts)} wirkt auf mich sexuell, und bei Sexuellem tausche ich nie Gesichter, egal wo du fragst. Nimm bitte etwas anderes.`,
  CONTENT_MINOR:
    "Jemand wirkt auf mich minderjährig, und dafür ist das Bild zu freizügig. Da tausche ich nie Gesichter, egal wo du fragst. Nimm bitte andere Bilder.",
  SAFETY_CHECK_FAILED:
    "Ich konnte die Bilder nicht auf das prüfen, was ich nie tausche, und habe deshalb aufgehört. Versuch es bitte in einer Minute noch einmal.",
};

function subject({ role }: ErrorFacts): string {
  if (role === "result") return "Das getauschte GIF";
  return role === "face" ? "Das Gesichtsfoto" : "Das GIF";
}
