import { UserError } from "../core/errors.ts";
import type { FaceInput } from "./job-record.ts";
import type { ServerRules } from "./server-rules.ts";
import type { ServerSettings } from "./server-settings.ts";

/** Where somebody asks for something, as the interaction says it. */
export interface Place {
  /** The server, whether the bot is in it or somebody brought it along; undefined outside of servers. */
  readonly guildId: string | undefined;
  /** The channel; in a thread the one that it hangs on, too. */
  readonly channelIds: readonly string[];
  /** Undefined where Discord does not say, as in threads. */
  readonly isAgeRestricted: boolean | undefined;
  /** The person's roles in that server. */
  readonly roleIds: readonly string[];
}

/** What is asked for. */
interface Use {
  readonly personId: string;
  readonly place: Place;
  readonly face: FaceInput;
}

/**
 * Does the server in which somebody is allow this? It is asked of the server's settings alone, so that its word holds for
 * those who bring the bot along as well.
 * @throws UserError for the first rule that says no; AppError `STORE_FAILED`
 */
export type MayUse = (use: Use) => Promise<void>;

export function createMayUse(rules: Pick<ServerRules, "get">): MayUse {
  return async (use) => {
    const { guildId } = use.place;
    if (guildId === undefined) return;
    const settings = await rules.get(guildId);
    checkPlace(settings, { ...use.place, roleIds: [...use.place.roleIds, everyone(guildId)] });
    checkAvatar(settings, use);
  };
}

/** The role that all members have. Discord gives it the server's id, and lists it with nobody. */
const everyone = (guildId: string) => guildId;

function checkPlace(
  { isOff, channels, userRoles, ageRule }: ServerSettings,
  { channelIds, roleIds, isAgeRestricted }: Place,
): void {
  if (isOff) throw new UserError("SWAPS_OFF_HERE");
  const isSome = (rule: string) => channelIds.some((id) => channels[id] === rule);
  const isClosed = Object.values(channels).includes("allowed");
  if (isSome("denied") || (isClosed && !isSome("allowed"))) {
    throw new UserError("CHANNEL_NOT_ALLOWED");
  }
  if (userRoles.length > 0 && !roleIds.some((id) => userRoles.includes(id))) {
    throw new UserError("ROLE_NOT_ALLOWED");
  }
  if (ageRule === "only" && isAgeRestricted !== true) throw new UserError("AGE_RESTRICTED_ONLY");
  if (ageRule === "never" && isAgeRestricted !== false) throw new UserError("AGE_RESTRICTED_NEVER");
}

function checkAvatar({ avatars }: ServerSettings, { face, personId }: Use): void {
  if (!("memberId" in face) || avatars === "consent") return;
  if (avatars === "nobody") throw new UserError("MEMBERS_FORBIDDEN");
  if (face.memberId !== personId) throw new UserError("MEMBERS_SELF_ONLY");
}
