import { MessageFlags } from "discord.js";
import type { Interaction } from "discord.js";
import type { Command, CommandServices, Component } from "../commands/command.ts";
import { parseCustomId } from "../commands/custom-id.ts";
import type { Clock } from "../core/clock.ts";
import { AppError, UserError, codeOf } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import type { Logger } from "../core/logger.ts";
import { textOf } from "../text/catalogue.ts";
import { isOurFault } from "../text/errors/error-sentences.ts";
import { acknowledge } from "./acknowledge.ts";
import type { Answerable } from "./acknowledge.ts";
import { discordFailure } from "./discord-error.ts";
import { errorText } from "./error-text.ts";

/** How a command, or a pressed button, ended: `refused` is the person's to fix, `failed` ours, `late` had nobody left to answer. */
type CommandOutcome = "ok" | "refused" | "failed" | "late";

export interface DispatcherDeps {
  readonly commands: readonly Command[];
  readonly components: readonly Component[];
  readonly services: CommandServices;
  readonly log: Logger;
  readonly clock: Clock;
  /** Makes a short word that the person is shown and the log holds. */
  readonly newReference: () => string;
  /** `command` is a name of the list or `unknown`, so that a counter's labels stay few. */
  readonly count: (command: string, outcome: CommandOutcome, durationMs: number) => void;
}

type Acknowledge = (defer: () => Promise<unknown>) => Promise<boolean>;

/** What is to be done for one interaction. */
interface Work {
  readonly name: string;
  readonly interaction: Answerable;
  readonly run: (acknowledged: Acknowledge, log: Logger) => Promise<void>;
}

/** Every interaction goes through here, and every fault of a command ends here as a sentence for the person. */
export function createDispatcher(
  deps: DispatcherDeps,
): (interaction: Interaction) => Promise<void> {
  const { clock } = deps;
  const commands = new Map(deps.commands.map((command) => [command.data.name, command]));
  const components = new Map(deps.components.map((component) => [component.name, component]));

  return async (interaction) => {
    const work = workFor(interaction);
    if (work === undefined) return;
    const { name } = work;
    const log = deps.log.child({ interaction: interaction.id, command: name });
    const startedAt = clock();

    const outcome = await dispatch(work, log);
    const durationMs = clock() - startedAt;
    deps.count(name, outcome, durationMs);
    log.info({ outcome, durationMs }, "The command was dispatched");
  };

  /** By the name of the command or the custom id alone: nothing is remembered, so a restart forgets no button. */
  function workFor(interaction: Interaction): Work | undefined {
    const { services } = deps;
    if (interaction.isChatInputCommand()) {
      const command = commands.get(interaction.commandName);
      return {
        name: command?.data.name ?? "unknown",
        interaction,
        async run(acknowledged, log) {
          if (command === undefined) throw new UserError("NOT_FOUND");
          await command.run({
            interaction,
            text: textOf(interaction.locale),
            services,
            acknowledge: ({ ephemeral } = { ephemeral: false }) =>
              acknowledged(() =>
                interaction.deferReply(ephemeral ? { flags: MessageFlags.Ephemeral } : {}),
              ),
            inBackground: (work) => watch(work, log),
            log,
          });
        },
      };
    }
    if (!interaction.isMessageComponent()) return undefined;
    const id = parseCustomId(interaction.customId);
    const component = id && components.get(id.name);
    return {
      name: component?.name ?? "unknown",
      interaction,
      async run(acknowledged, log) {
        if (!id || !component) throw new UserError("BUTTON_OUTDATED");
        await component.run({
          interaction,
          text: textOf(interaction.locale),
          argument: id.argument,
          services,
          acknowledge: (how) =>
            acknowledged(() =>
              how === "update"
                ? interaction.deferUpdate()
                : interaction.deferReply({ flags: MessageFlags.Ephemeral }),
            ),
          log,
        });
      },
    };
  }

  async function dispatch({ interaction, run }: Work, log: Logger): Promise<CommandOutcome> {
    const ageMs = clock() - interaction.createdTimestamp;
    if (ageMs > limits.maxInteractionAgeMs) {
      log.info({ ageMs }, "The interaction is too old to be acknowledged");
      return "late";
    }
    let late = false;
    try {
      await run(async (defer) => {
        const inTime = await acknowledge(interaction, log, defer);
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
    if (discordFailure(error) === "gone") {
      log.info({ err: error }, "The interaction can no longer be answered");
      return "late";
    }
    const code = codeOf(error);
    const text = textOf(interaction.locale);
    const facts = error instanceof AppError ? error.facts : {};
    if (error instanceof UserError) {
      log.info({ code, facts }, "The command was refused");
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
  // What a component was pressed on is not ours to write over.
  const isBeside = interaction.isMessageComponent() && answered;
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

function watch(work: Promise<void>, log: Logger): void {
  work.catch((error: unknown) => {
    log.error({ err: error }, "Work in the background failed");
  });
}
