import type { Command } from "./command.ts";
import { logChannel } from "./moderators/log-channel.ts";
import { moderatorsCommand } from "./moderators/moderators-command.ts";
import type { Subcommand } from "./moderators/subcommand.ts";
import { adjustments } from "./quota/adjust.ts";
import { pool } from "./quota/pool.ts";
import { roles } from "./quota/roles.ts";
import { history, show } from "./quota/show.ts";

const subcommands: readonly Subcommand[] = [show, ...adjustments, roles, pool, history, logChannel];

/** `/quota …`: what moderators do about credits. */
export const quota = moderatorsCommand(
  "quota",
  (text) => text.quota.description,
  subcommands,
) satisfies Command;
