import { Routes } from "discord.js";
import type { REST, RESTPostAPIApplicationCommandsJSONBody } from "discord.js";
import { z } from "zod";
import { commandDifference } from "./command-difference.ts";

export interface DeployOptions {
  /** With the bot's token set. */
  readonly rest: Pick<REST, "get" | "put">;
  /** Register in this server alone, where changes show at once; everywhere without it. */
  readonly guildId?: string | undefined;
  readonly commands: readonly RESTPostAPIApplicationCommandsJSONBody[];
}

const application = z.object({ id: z.string() });
const registered = z.array(z.looseObject({ name: z.string(), type: z.number().optional() }));

/**
 * Makes Discord's list of commands equal to ours, and writes only if it is not: a day has 200 creations.
 * @returns what was changed, one line each; empty if nothing was written
 */
export async function deployCommands(options: DeployOptions): Promise<string[]> {
  const { rest, guildId } = options;
  const { id } = application.parse(await rest.get(Routes.currentApplication()));
  const route =
    guildId === undefined
      ? Routes.applicationCommands(id)
      : Routes.applicationGuildCommands(id, guildId);
  const query = new URLSearchParams({ with_localizations: "true" });
  const there = registered.parse(await rest.get(route, { query }));

  // Through JSON, as Discord will see it: keys that are undefined are gone.
  const wanted = registered.parse(JSON.parse(JSON.stringify(options.commands)));
  const scoped = guildId === undefined ? wanted : wanted.map(withoutGlobalKeys);
  const changes = commandDifference(there, scoped);
  if (changes.length > 0) await rest.put(route, { body: scoped });
  return changes;
}

/** A command of one server has no say in where it can be used; Discord keeps neither key. */
function withoutGlobalKeys(command: z.infer<typeof registered>[number]) {
  const { contexts: _, integration_types: __, ...rest } = command;
  return rest;
}
