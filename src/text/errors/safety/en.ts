import type { ErrorFacts } from "../../../core/errors.ts";
import type { SafetySentences } from "./safety-sentences.ts";

export const safety: SafetySentences = {
  CONTENT_SEXUAL: (facts) =>
    `${subject(facts)} looks sexual to me, and I never swap faces into or out of something sexual, wherever you ask. Please use another one.`,
  CONTENT_MINOR:
    "Somebody looks under age to me, and the picture is too revealing for that. I never swap faces there, wherever you ask. Please use other pictures.",
  SAFETY_CHECK_FAILED:
    "I could not check the pictures for what I never swap, so I stopped. Please try again in a minute.",
};

function subject({ role }: ErrorFacts): string {
  if (role === "result") return "The swapped GIF";
  return role === "face" ? "The face picture" : "That GIF";
}
