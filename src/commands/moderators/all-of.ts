import type { ModeratorAnswer } from "./subcommand.ts";

/** What several changes of one command came to, a line each; only what changed is told to the log channel. */
export function allOf(answers: readonly ModeratorAnswer[]): ModeratorAnswer {
  const notices = answers.flatMap(({ notice }) => notice ?? []);
  return {
    text: answers.map(({ text }) => text).join("\n"),
    ...(notices.length > 0 && { notice: notices.join("\n") }),
  };
}
