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
    "Too many swaps are waiting in this server already. Please try again in a few minutes.",
  NO_PLACE_IN_TIME:
    "No place became free for this swap in half an hour, so I gave it up. Please try again later.",
  PRICES_FIXED:
    "All servers share one budget of whoever runs me, so prices are the same everywhere.",
};
