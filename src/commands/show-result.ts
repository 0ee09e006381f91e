import { MessageFlags } from "discord.js";
import type { MessageComponentInteraction } from "discord.js";
import type { Component, ComponentContext } from "./command.ts";
import { privateReply, replyOf } from "./reply-of.ts";

/** The button of a reply that ran out of time: its message becomes the result, or says how far the job is. */
export const showResult = {
  name: "show",
  run: (context) => show(context, "update"),
} satisfies Component;

/** The button of a list of results: the result is a new reply that only the person sees, and the list stays. */
export const fetchResult = {
  name: "fetch",
  run: (context) => show(context, "private-reply"),
} satisfies Component;

async function show(
  { interaction, argument: jobId, services, acknowledge }: ComponentContext,
  how: "update" | "private-reply",
): Promise<void> {
  const into = how === "update" ? "same-message" : "new-message";
  await services.swaps.checkReveal(jobId, personOf(interaction), into);
  if (!(await acknowledge(how))) return;
  const isPrivate =
    how === "private-reply" || interaction.message.flags.has(MessageFlags.Ephemeral);
  await services.swaps.reveal(jobId, { ...privateReply(replyOf(interaction)), isPrivate }, into);
}

const personOf = ({ user }: MessageComponentInteraction) => user.id;
