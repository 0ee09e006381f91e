import type { Command } from "./command.ts";
import { described } from "./localised.ts";
import { logChannel } from "./moderators/log-channel.ts";
import { moderatorsCommand } from "./moderators/moderators-command.ts";
import type { Subcommand } from "./moderators/subcommand.ts";
import { places } from "./settings/places.ts";
import { serverLimits } from "./settings/server-limits.ts";
import { serverPrices } from "./settings/server-prices.ts";
import { history, show } from "./settings/show.ts";
import { switches } from "./settings/switches.ts";

const subcommands: readonly Subcommand[] = [
  show,
  ...switches,
  ...places,
  serverLimits,
  serverPrices,
  {
    ...logChannel,
    data: { ...logChannel.data, ...described(({ settings: text }) => text.subcommands.logChannel) },
  },
  history,
];

/** `/settings …`: what a server allows. */
export const settings = moderatorsCommand(
  "settings",
  (text) => text.settings.description,
  subcommands,
) satisfies Command;
