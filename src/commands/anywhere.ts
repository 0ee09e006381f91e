import { ApplicationIntegrationType, InteractionContextType } from "discord.js";

/** Registered for servers and people, and to be used in servers, the bot's DM and group DMs. */
export const anywhere = {
  integration_types: [
    ApplicationIntegrationType.GuildInstall,
    ApplicationIntegrationType.UserInstall,
  ],
  contexts: [
    InteractionContextType.Guild,
    InteractionContextType.BotDM,
    InteractionContextType.PrivateChannel,
  ],
};
