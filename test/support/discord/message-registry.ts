import { MessageFlags } from "discord.js";
import { ApiError, apiErrors } from "./api-error.ts";
import type { Place } from "./interaction-payload.ts";
import type { Message } from "./message.ts";

/** Every message of the bot, wherever it stands. */
export interface MessageRegistry {
  add(message: Message, place: Place): void;
  /** As the bot itself may reach it, with its own token. @throws ApiError where it may not, or the message is gone */
  reach(channelId: string, messageId: string): Message;
}

export function createMessageRegistry(): MessageRegistry {
  const known = new Map<string, { message: Message; place: Place }>();
  return {
    add(message, place) {
      known.set(String(message.asApi()["id"]), { message, place });
    },
    reach(channelId, messageId) {
      const found = known.get(messageId);
      if (found?.place === "user-install" || found?.place === "group-dm") {
        throw new ApiError(403, 50_001, "Missing Access");
      }
      const api = found?.message.asApi();
      const isEphemeral = (Number(api?.["flags"]) & MessageFlags.Ephemeral) !== 0;
      if (!found || found.message.removed || isEphemeral || api?.["channel_id"] !== channelId) {
        throw apiErrors.unknownMessage();
      }
      return found.message;
    },
  };
}
