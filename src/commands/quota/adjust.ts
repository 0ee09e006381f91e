import { ApplicationCommandOptionType } from "discord.js";
import type { Adjustment } from "../../services/account-acts.ts";
import { count } from "../credit-text.ts";
import { creditsOption, memberOption, pickedMember, reasonOption } from "./subcommand.ts";
import type { QuotaContext, Subcommand } from "./subcommand.ts";

type Options = QuotaContext["options"];
type Credits = ReturnType<typeof creditsOption>;

interface Act {
  readonly name: Adjustment["act"];
  readonly description: string;
  readonly credits?: Credits;
  readonly adjustment: (options: Options) => Adjustment;
  /** "gave 5 extra credits to": whom follows. */
  readonly words: (options: Options, changed: number) => string;
}

const asked = (options: Options) => options.getInteger("credits", true);

const acts: readonly Act[] = [
  {
    name: "grant",
    description: "Give extra credits, which are kept until they are spent",
    credits: creditsOption("How many", true, 1),
    adjustment: (options) => ({ act: "grant", credits: asked(options) }),
    words: (options) => `gave ${count(asked(options), "extra credit")} to`,
  },
  {
    name: "take",
    description: "Take credits away, never more than are left",
    credits: creditsOption("How many", true, 1),
    adjustment: (options) => ({ act: "take", credits: asked(options) }),
    words: (_, changed) => `took ${count(-changed, "credit")} from`,
  },
  {
    name: "set",
    description: "Set a member's own allowance, which goes before every role",
    credits: creditsOption("For each period; leave it out to go back to the rules", false),
    adjustment: (options) => ({
      act: "set",
      credits: options.getInteger("credits") ?? undefined,
    }),
    words: (options) => {
      const credits = options.getInteger("credits");
      return credits === null
        ? "took off the own allowance of"
        : `set an allowance of ${count(credits, "credit")} for`;
    },
  },
  {
    name: "reset",
    description: "Begin a member's period anew: nothing is used",
    adjustment: () => ({ act: "reset" }),
    words: () => "began the period anew for",
  },
  {
    name: "freeze",
    description: "Stop a member from starting swaps; running ones go on",
    adjustment: () => ({ act: "freeze" }),
    words: () => "froze the credits of",
  },
  {
    name: "unfreeze",
    description: "Let a member start swaps again",
    adjustment: () => ({ act: "unfreeze" }),
    words: () => "unfroze the credits of",
  },
];

/** `/quota grant`, `take`, `set`, `reset`, `freeze`, `unfreeze`. */
export const adjustments: readonly Subcommand[] = acts.map((act) => ({
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: act.name,
    description: act.description,
    options: [memberOption, ...(act.credits ? [act.credits] : []), reasonOption],
  },
  async run(context) {
    const { options, desk, cause, moderatorId } = context;
    const member = pickedMember(context);
    const { before, after } = await desk.adjust(member, act.adjustment(options), cause);
    const changed = after.left - before.left;
    const what = `${act.words(options, changed)} <@${member.personId}>`;
    const why = cause.why === "" ? "" : ` Reason: ${cause.why}`;
    const figures = `${before.left} → ${after.left} credits left.`;
    return {
      text: `You ${what}: ${figures}`,
      notice: `<@${moderatorId}> ${what}: ${figures}${why}`,
    };
  },
}));
