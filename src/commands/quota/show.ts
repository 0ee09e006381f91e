import { ApplicationCommandOptionType } from "discord.js";
import { balanceLines, count, entryText, fitted } from "../credit-text.ts";
import { memberOption, pickedMember } from "./subcommand.ts";
import type { Subcommand } from "./subcommand.ts";

const shownEntries = 15;

/** `/quota show`: what a member has, and why. */
export const show: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "show",
    description: "What a member has, which rule gave it, and when there are new credits",
    options: [memberOption],
  },
  async run(context) {
    const member = pickedMember(context);
    const lines = balanceLines(await context.desk.look(member));
    return { text: [`<@${member.personId}>`, ...lines].join("\n") };
  },
};

/** `/quota history`: what became of a member's credits. */
export const history: Subcommand = {
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: "history",
    description: "The last things that happened to a member's credits",
    options: [memberOption],
  },
  async run(context) {
    const member = pickedMember(context);
    const look = await context.desk.look(member);
    const lines = look.history.slice(0, shownEntries).map((entry) => `-# ${entryText(entry)}`);
    const none = `Nothing has happened to the credits of <@${member.personId}> yet.`;
    if (lines.length === 0) return { text: none };
    const first = `The credits of <@${member.personId}>, newest first:`;
    return { text: fitted(first, lines, [], (left) => `-# … and ${count(left, "older one")}`) };
  },
};
