import type { ServerSentences } from "./server-sentences.ts";

export const server: ServerSentences = {
  SWAPS_OFF_HERE: "Swaps are turned off in this server. A moderator can turn them on again.",
  CHANNEL_NOT_ALLOWED: "This server does not allow swaps in this channel. Please use another one.",
  ROLE_NOT_ALLOWED:
    "This server allows swaps to members with certain roles only, and you have none of them.",
  AGE_RESTRICTED_ONLY:
    "This server allows swaps in age-restricted channels only. Please use one of those, and no thread.",
  AGE_RESTRICTED_NEVER:
    "This server does not allow swaps in age-restricted channels, nor in threads that may hang on one. Please use another channel.",
  MEMBERS_SELF_ONLY:
    "In this server you can use your own picture as a face, and no other member's.",
  SERVER_TOO_BUSY:
    "This server has as many swaps running as it allows at a time. Please try again when one of them is done.",
};
