import { InteractionContextType, PermissionFlagsBits } from "discord.js";
import type {
  ChatInputCommandInteraction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from "discord.js";
import { UserError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import type { MemberSwap } from "../services/consent/consent-record.ts";
import type { SwapRequest } from "../services/job-record.ts";
import { payingGuild } from "./asker.ts";
import type { CommandServices } from "./command.ts";
import { begin, startJob } from "./start-job.ts";

type Origin = ChatInputCommandInteraction | MessageComponentInteraction | ModalSubmitInteraction;

/**
 * Takes a swap on: as a job at once, or, where its face is somebody else's picture, as a question to them.
 * @throws as `startJob` and `ConsentDesk.prepare`; UserError `MEMBER_CANNOT_ANSWER`
 */
export async function beginSwap(
  request: SwapRequest,
  interaction: Origin,
  services: Pick<CommandServices, "swaps" | "consent">,
  acknowledge: () => Promise<boolean>,
  log: Logger,
): Promise<void> {
  const { face, personId } = request;
  if (!("memberId" in face) || face.memberId === personId) {
    await startJob(request, services.swaps, acknowledge, log);
    return;
  }
  if (!canBeAsked(interaction)) throw new UserError("MEMBER_CANNOT_ANSWER");
  // A yes is for one swap: what was agreed to before counts no more.
  const swap: MemberSwap = { ...request, face: { memberId: face.memberId, url: face.url } };
  const { consent } = services;
  const question = {
    record: () => consent.prepare(swap),
    goOn: () => consent.ask(swap.id),
    drop: () => consent.drop(swap.id),
  };
  await begin(question, acknowledge, log);
}

/** Would a message of ours be seen by anybody but the one who asks? */
function canBeAsked(interaction: Origin): boolean {
  if (interaction.context === InteractionContextType.BotDM) return false;
  const isGuest = interaction.guildId !== null && payingGuild(interaction) === undefined;
  // Without this right Discord shows what such an app says to its person alone.
  const mayShow = interaction.memberPermissions?.has(PermissionFlagsBits.UseExternalApps) ?? false;
  return !isGuest || mayShow;
}
