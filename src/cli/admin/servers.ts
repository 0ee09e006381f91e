import type { ServerSettings } from "../../services/server-settings.ts";
import { AdminUsageError } from "./admin-command.ts";
import type { AdminCommand } from "./admin-command.ts";
import { withCredits } from "./open-credits.ts";

/** `npm run admin -- servers …`: what servers allow, and what their moderators changed and decided. */
export const servers: AdminCommand = {
  name: "servers",
  summary: "list servers with settings, or show one with the log of its moderators",
  usage: ["[SERVER]   (its number)"],
  run: ([guildId, ...more], world) =>
    withCredits(world, async ({ servers: records }) => {
      if (more.length > 0) throw new AdminUsageError('"servers" takes one number');
      if (guildId !== undefined) {
        if (!/^\d{17,20}$/.test(guildId)) {
          throw new AdminUsageError(`"${guildId}" is no number of a server`);
        }
        const settings = await records.get(guildId);
        if (settings === undefined) {
          world.print(`${guildId}: nobody has decided anything`);
          return 1;
        }
        for (const line of linesOf(settings)) world.print(line);
        return 0;
      }
      for await (const [id, { isOff, seq }] of records.entries()) {
        world.print(`${id}: swaps ${isOff ? "off" : "on"}, ${seq} acts of moderators`);
      }
      return 0;
    }),
};

/** Of a record, not a rule. */
const bookkeeping: ReadonlySet<string> = new Set(["v", "seq", "exported"]);

function linesOf({ log, ...settings }: ServerSettings): string[] {
  const values = Object.entries(settings)
    .filter(([name]) => !bookkeeping.has(name))
    .map(([name, value]) => `${name}: ${JSON.stringify(value)}`);
  const acts = log.toReversed().map(({ seq, at, what, change: [before, after], by, why }) => {
    const figures = `${what} ${before ?? "none"} → ${after ?? "none"}`;
    return [`  ${seq}`, new Date(at).toISOString(), figures, `by ${by}: ${why}`].join("  ");
  });
  return [...values, ...acts];
}
