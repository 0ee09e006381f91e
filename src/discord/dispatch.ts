import { MessageFlags } from "discord.js";
import type { Interaction } from "discord.js";
import type { Clock } from "../core/clock.ts";
import { loggedFacts } from "../core/describe-error.ts";
import { AppError, UserError, codeOf } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Logger } from "../core/logger.ts";
import { textOf } from "../text/catalogue.ts";
import { isOurFault } from "../text/errors/error-sentences.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Answerable } from "./acknowledge.ts";
import { createClockWatch } from "./clock-watch.ts";
import { discordFailure } from "./discord-error.ts";
import { errorText } from "./error-text.ts";
import { createFindWork } from "./find-work.ts";
import type { Handlers, Work } from "./find-work.ts";
import { createSuggest } from "./suggest.ts";

/**
 * How a command, a pressed button or a form ended: `refused` is the person's to fix, `failed` ours, `late` had nobody left
 * to answer.
 */
export type CommandOutcome = "ok" | "refused" | "failed" | "late";

export interface DispatcherDeps extends Handlers {
  readonly log: Logger;
  readonly clock: Clock;
  /** Makes a short word that the person is shown and the log holds. */
  readonly newReference: () => string;
  /** `command` is a name of the list or `unknown`, so that a counter's labels stay few. */
  readonly count: (command: string, outcome: CommandOutcome, durationMs: number) => void;
}

/** Every interaction goes through here, and every fault of a command ends here as a sentence for the person. */
export function createDispatcher(
  deps: DispatcherDeps,
): (interaction: Interaction) => Promise<void> {
  const { clock } = deps;
  const findWork = createFindWork(deps);
  const suggest = createSuggest(deps);
  const clockWatch = createClockWatch(deps.log);

  return async (interaction) => {
    const work = interaction.isAutocomplete() ? suggest(interaction) : findWork(interaction);
    if (work === undefined) return;
    const { name } = work;
    const log = deps.log.child({ interaction: interaction.id, command: name });
    const startedAt = clock();

    const outcome = await ("offer" in work ? work.offer(log) : dispatch(work, log));
    const durationMs = clock() - startedAt;
    deps.count(name, outcome, durationMs);
    log.info({ outcome, durationMs }, "The command was dispatched");
  };

  async function dispatch({ interaction, run }: Work, log: Logger): Promise<CommandOutcome> {
    const ageMs = clock() - interaction.createdTimestamp;
    if (ageMs > limits.maxInteractionAgeMs) {
      log.info({ ageMs }, "The interaction is too old to be acknowledged");
      clockWatch.late(ageMs);
      return "late";
    }
    clockWatch.inTime();
    let late = false;
    try {
      await run(async (shown, show) => {
        const inTime = await acknowledge(interaction, log, shown, show);
        late = !inTime;
        return inTime;
      }, log);
      return late ? "late" : "ok";
    } catch (error) {
      return explain(error, interaction, log);
    }
  }

  /** Tells the person what went wrong; what only the log can explain gets a reference that stands there as well. */
  async function explain(
    error: unknown,
    interaction: Answerable,
    log: Logger,
  ): Promise<CommandOutcome> {
    const failure = discordFailure(error);
    if (failure === "gone" || failure === "deleted") {
      log.info({ err: error }, "The interaction can no longer be answered");
      return "late";
    }
    const code = codeOf(error);
    const text = textOf(interaction.locale);
    const facts = error instanceof AppError ? error.facts : {};
    if (error instanceof UserError) {
      log.info({ code, facts: loggedFacts(facts) }, "The command was refused");
      await say(errorText(text, code, facts), interaction, log);
      return "refused";
    }
    const reference = isOurFault(code) ? deps.newReference() : undefined;
    log.error({ err: error, code, reference }, "The command failed");
    await say(errorText(text, code, facts, { reference }), interaction, log);
    return "failed";
  }
}

/** Into the reply if there is one, else as a message that only this person sees. */
async function say(content: string, interaction: Answerable, log: Logger): Promise<void> {
  const answered = interaction.deferred || interaction.replied;
  const isBeside = answered && isFromMessage(interaction);
  try {
    if (isBeside) await interaction.followUp({ content, flags: MessageFlags.Ephemeral });
    else if (answered) await interaction.editReply({ content });
    else await interaction.reply({ content, flags: MessageFlags.Ephemeral });
  } catch (error) {
    if (discordFailure(error) === "acknowledged" && !answered) {
      // An acknowledgement that seemed lost had arrived, and the person sees "thinking…".
      interaction.deferred = true;
      await say(content, interaction, log);
      return;
    }
    log.warn({ err: error }, "The person could not be told");
  }
}

/** What a component was pressed on, or a form was opened from, is not ours to write over. */
function isFromMessage(interaction: Answerable): boolean {
  if (interaction.isModalSubmit()) return interaction.isFromMessage();
  return interaction.isMessageComponent();
}
