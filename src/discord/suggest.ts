import { setTimeout as delay } from "node:timers/promises";
import type { AutocompleteInteraction } from "discord.js";
import type { Clock } from "../core/clock.ts";
import { limits } from "../core/limits.ts";
import type { Logger } from "../core/logger.ts";
import { textOf } from "../text/catalogue.ts";
import { discordFailure } from "./discord-error.ts";
import type { CommandOutcome } from "./dispatch.ts";
import type { Handlers } from "./find-work.ts";

/** What is to be done while somebody types an option. */
export interface Suggestion {
  readonly name: string;
  readonly offer: (log: Logger) => Promise<CommandOutcome>;
}

/** Discord's own most. */
const mostChoices = 25;

/**
 * Completes what people type. A command that fails, or takes too long, offers nothing: an error has no place to stand in,
 * and Discord shows its own after 3 s without an answer.
 */
export function createSuggest({
  commands,
  services,
  clock,
}: Pick<Handlers, "commands" | "services"> & { readonly clock: Clock }): (
  interaction: AutocompleteInteraction,
) => Suggestion {
  const known = new Map(commands.map((one) => [one.data.name, one]));

  return (interaction) => {
    const command = known.get(interaction.commandName);

    async function choices(log: Logger) {
      const stop = new AbortController();
      const text = textOf(interaction.locale);
      try {
        const found = command?.complete?.({ interaction, text, services, log }) ?? [];
        const timeUp = delay(limits.maxCompletionMs, undefined, { signal: stop.signal });
        const offered = await Promise.race([found, timeUp]);
        if (offered === undefined) log.warn("There was no time for suggestions");
        return offered;
      } finally {
        stop.abort();
      }
    }

    return {
      name: command?.data.name ?? "unknown",
      async offer(log) {
        if (clock() - interaction.createdTimestamp > limits.maxInteractionAgeMs) return "late";
        let offered;
        try {
          offered = await choices(log);
        } catch (error) {
          log.error({ err: error }, "There are no suggestions");
        }
        try {
          await interaction.respond((offered ?? []).slice(0, mostChoices));
        } catch (error) {
          // Whoever types on makes the suggestions for the text of before pointless, and Discord forgets their token.
          if (discordFailure(error) === undefined) throw error;
          log.info({ err: error }, "The suggestions were not taken");
          return "late";
        }
        return offered === undefined ? "failed" : "ok";
      },
    };
  };
}
