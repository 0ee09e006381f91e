import { limits } from "../../core/limits.ts";
import { numberSettings } from "./number-settings.ts";
import { limitsLine } from "./show.ts";

const bounds = [
  { key: "frames", option: "frames", limit: "frames", most: limits.maxFrames },
  {
    key: "perPerson",
    option: "per-person",
    limit: "running-person",
    most: limits.maxRunningPerPerson,
  },
  {
    key: "perServer",
    option: "per-server",
    limit: "running-server",
    most: limits.maxRunningPerServer,
  },
] as const;

/** `/settings limits`: never more than the bot's own. */
export const serverLimits = numberSettings(
  "limits",
  bounds.map(({ key, option, limit, most }) => ({
    option: ({ options }) => options[key],
    words: ({ names }) => names[key],
    name: option,
    most,
    own: most,
    change: (value) => ({ what: "limit", name: limit, most: value }),
  })),
  limitsLine,
);
