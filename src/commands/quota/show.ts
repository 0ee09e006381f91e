import { ApplicationCommandOptionType } from "discord.js";
import { balanceLines, entryText } from "../credit-text.ts";
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
    return { text: fitted([`The credits of <@${member.personId}>, newest first:`, ...lines]) };
  },
};

/** Discord takes 2000 characters. */
const longestText = 2000;

function fitted(lines: readonly string[]): string {
  let text = "";
  for (const line of lines) {
    if (text.length + line.length + 1 > longestText) break;
    text += text === "" ? line : `\n${line}`;
  }
  return text;
}
