import { ApplicationCommandOptionType } from "discord.js";
import { balanceLines, entryText, fitted } from "../credit-text.ts";
import { described } from "../localised.ts";
import { memberOption, pickedMember } from "./quota-options.ts";
import type { Subcommand } from "../moderators/subcommand.ts";

const shownEntries = 15;

/** `/quota show`: what a member has, and why. */
export const show: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "show",
    ...described(({ quota }) => quota.subcommands.show),
    options: [memberOption],
  },
  async run(context) {
    const member = pickedMember(context);
    const lines = balanceLines(context.text, await context.desk.look(member));
    return { text: [`<@${member.personId}>`, ...lines].join("\n") };
  },
};

/** `/quota history`: what became of a member's credits. */
export const history: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "history",
    ...described(({ quota }) => quota.subcommands.history),
    options: [memberOption],
  },
  async run(context) {
    const member = pickedMember(context);
    const { quota } = context.text;
    const whom = `<@${member.personId}>`;
    const look = await context.desk.look(member);
    const lines = look.history
      .slice(0, shownEntries)
      .map((entry) => `-# ${entryText(context.text, entry)}`);
    if (lines.length === 0) return { text: quota.noHistory(whom) };
    const more = (left: number) => `-# ${quota.olderEntries(left)}`;
    return { text: fitted(quota.historyHeading(whom), lines, [], more) };
  },
};
