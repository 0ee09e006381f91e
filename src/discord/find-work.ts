import { MessageFlags } from "discord.js";
import type {
  ChatInputCommandInteraction,
  Interaction,
  MessageComponentInteraction,
  MessageContextMenuCommandInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import type {
  Command,
  CommandContext,
  CommandServices,
  Component,
  CustomContext,
  Form,
  MessageCommand,
  ShowModal,
} from "../commands/command.ts";
import { parseCustomId } from "../commands/custom-id.ts";
import { UserError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { textOf } from "../text/catalogue.ts";
import type { Answerable, Shown } from "./acknowledge.ts";

export interface Handlers {
  readonly commands: readonly Command[];
  readonly messageCommands: readonly MessageCommand[];
  readonly components: readonly Component[];
  readonly forms: readonly Form[];
  readonly services: CommandServices;
}

type Acknowledge = (shown: Shown, show: () => Promise<unknown>) => Promise<boolean>;

/** What is to be done for one interaction that wants an answer. */
export interface Work {
  /** A name of the lists, or `unknown`. */
  readonly name: string;
  readonly interaction: Answerable;
  readonly run: (acknowledge: Acknowledge, log: Logger) => Promise<void>;
}

/** A command of either kind, with what it was called by. */
type RunCommand = (context: Omit<CommandContext, "interaction">) => Promise<void>;

/** A component or a form, with what it was called by. */
interface BoundCustom {
  readonly name: string;
  run(context: CustomContext, acknowledge: Acknowledge): Promise<void>;
}

const privately = { flags: MessageFlags.Ephemeral } as const;
const isEphemeral = (ephemeral: boolean) => (ephemeral ? privately : {});

/**
 * Who does what, by the name of the command or the custom id alone: nothing is remembered, so a restart forgets no button
 * and no form. The answer is undefined for what wants no answer of this kind.
 */
export function createFindWork(handlers: Handlers): (interaction: Interaction) => Work | undefined {
  const { services } = handlers;
  const commands = new Map(handlers.commands.map((one) => [one.data.name, one]));
  const messageCommands = new Map(handlers.messageCommands.map((one) => [one.data.name, one]));
  const components = new Map(handlers.components.map((one) => [one.name, one]));
  const forms = new Map(handlers.forms.map((one) => [one.name, one]));

  function commandWork(
    interaction: ChatInputCommandInteraction | MessageContextMenuCommandInteraction,
    runCommand: RunCommand | undefined,
  ): Work {
    return {
      name: runCommand ? interaction.commandName : "unknown",
      interaction,
      async run(acknowledge, log) {
        if (runCommand === undefined) throw new UserError("NOT_FOUND");
        await runCommand({
          text: textOf(interaction.locale),
          services,
          acknowledge: ({ ephemeral } = { ephemeral: false }) =>
            acknowledge("reply", () => interaction.deferReply(isEphemeral(ephemeral))),
          showModal: opens(interaction, acknowledge),
          inBackground: (work) => watch(work, log),
          log,
        });
      },
    };
  }

  /** By custom id: something pressed, or a form that was sent. */
  function customWork(
    interaction: MessageComponentInteraction | ModalSubmitInteraction,
    find: (name: string) => BoundCustom | undefined,
  ): Work {
    const id = parseCustomId(interaction.customId);
    const found = id && find(id.name);
    return {
      name: found?.name ?? "unknown",
      interaction,
      async run(acknowledge, log) {
        if (!id || !found) throw new UserError("BUTTON_OUTDATED");
        const context: CustomContext = {
          text: textOf(interaction.locale),
          argument: id.argument,
          services,
          acknowledge: (how) =>
            acknowledge("reply", () =>
              how === "update"
                ? interaction.deferUpdate()
                : interaction.deferReply(isEphemeral(how === "private-reply")),
            ),
          log,
        };
        await found.run(context, acknowledge);
      },
    };
  }

  return (interaction) => {
    if (interaction.isChatInputCommand()) {
      const command = commands.get(interaction.commandName);
      return commandWork(
        interaction,
        command && ((context) => command.run({ ...context, interaction })),
      );
    }
    if (interaction.isMessageContextMenuCommand()) {
      const command = messageCommands.get(interaction.commandName);
      return commandWork(
        interaction,
        command && ((context) => command.run({ ...context, interaction })),
      );
    }
    if (interaction.isMessageComponent()) {
      return customWork(interaction, (name) => {
        const component = components.get(name);
        return (
          component && {
            name,
            run: (context, acknowledge) => {
              const showModal = opens(interaction, acknowledge);
              return component.run({ ...context, interaction, showModal });
            },
          }
        );
      });
    }
    if (!interaction.isModalSubmit()) return undefined;
    return customWork(interaction, (name) => {
      const form = forms.get(name);
      return form && { name, run: (context) => form.run({ ...context, interaction }) };
    });
  };
}

function opens(
  interaction: Exclude<Answerable, ModalSubmitInteraction>,
  acknowledge: Acknowledge,
): ShowModal {
  return (form) => acknowledge("form", () => interaction.showModal(form));
}

function watch(work: Promise<void>, log: Logger): void {
  work.catch((error: unknown) => {
    log.error({ err: error }, "Work in the background failed");
  });
}
