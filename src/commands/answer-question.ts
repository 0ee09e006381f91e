import type { Component, ComponentContext } from "./command.ts";

/** "Yes" and "No" under the question whether somebody's picture may be used; only they can press. */
export const agree = {
  name: "agree",
  run: (context) => answer(context, true),
} satisfies Component;

export const decline = {
  name: "decline",
  run: (context) => answer(context, false),
} satisfies Component;

async function answer(
  { interaction, argument: id, text, services, acknowledge }: ComponentContext,
  isYes: boolean,
): Promise<void> {
  const memberId = interaction.user.id;
  await services.consent.check(id, memberId);
  if (!(await acknowledge("update"))) return;
  await services.consent.answer(id, memberId, isYes);
  const content = isYes ? text.consent.saidYes(memberId) : text.consent.saidNo(memberId);
  await interaction.editReply({ content, components: [], allowedMentions: { parse: [] } });
}
