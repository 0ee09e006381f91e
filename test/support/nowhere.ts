import type { Place } from "../../src/services/may-use.ts";

/** Outside of every server, where no rules hold. */
export const nowhere: Place = {
  guildId: undefined,
  channelIds: [],
  isAgeRestricted: undefined,
  roleIds: [],
};
