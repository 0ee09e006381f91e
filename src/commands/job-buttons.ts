import type { Component, ComponentContext } from "./command.ts";
import { messageReply } from "./reply-of.ts";

/** On a quote: the person agrees, and the job goes on. */
export const startJob = {
  name: "start",
  run: (context) => press(context, context.argument, "agree"),
} satisfies Component;

/** On a quote: lets the person pick faces. */
export const changeFaces = {
  name: "change",
  run: (context) => press(context, context.argument, { kind: "choose" }),
} satisfies Component;

/** On a quote or under a running job: ends it at no cost. */
export const cancelJob = {
  name: "cancel",
  run: (context) => press(context, context.argument, "cancel"),
} satisfies Component;

/** What the select of a face says. */
export function faceValue(what: "replace" | "keep", face: number): string {
  return `${what}-${face}`;
}

/** The select of one face on a quote. Its argument is the job and the face. */
export const pickFace = {
  name: "face",
  async run(context) {
    const { interaction } = context;
    const [jobId, face] = parseAbout(context.argument);
    const replaced =
      interaction.isStringSelectMenu() && interaction.values[0] === faceValue("replace", face);
    await press(context, jobId, { kind: "face", face, replaced });
  },
} satisfies Component;

/** On a quote with more faces than fit: shows others. Its argument is the job and the page. */
export const turnPage = {
  name: "page",
  async run(context) {
    const [jobId, page] = parseAbout(context.argument);
    await press(context, jobId, { kind: "page", page });
  },
} satisfies Component;

/** Argument of a component that is about a number of a job's. */
export function aboutJob(jobId: string, number: number): string {
  return `${jobId}.${number}`;
}

function parseAbout(argument: string): [jobId: string, number: number] {
  const [jobId = "", number] = argument.split(".");
  return [jobId, Number(number)];
}

type Press = "agree" | "cancel" | Parameters<ComponentContext["services"]["swaps"]["editQuote"]>[1];

/** Answers first, so that Discord knows the reply before the job edits it. */
async function press(
  { interaction, services: { swaps }, acknowledge }: ComponentContext,
  jobId: string,
  what: Press,
): Promise<void> {
  await swaps.checkPress(jobId, interaction.user.id);
  if (!(await acknowledge("update"))) return;
  const to = messageReply(interaction);
  if (what === "agree") await swaps.agree(jobId, to);
  else if (what === "cancel") await swaps.cancel(jobId, to);
  else await swaps.editQuote(jobId, what, to);
}
