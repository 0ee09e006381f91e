import { ApplicationCommandOptionType } from "discord.js";
import type { Adjustment } from "../../services/account-acts.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import { described } from "../localised.ts";
import { reasonOption, withReason } from "../moderators/subcommand.ts";
import { creditsOption, memberOption, pickedMember } from "./quota-options.ts";
import type { ModeratorContext, Subcommand } from "../moderators/subcommand.ts";

type Options = ModeratorContext["options"];
type Credits = ReturnType<typeof creditsOption>;
type Sentences = Catalogue["quota"]["acts"];

/** What was done, for a sentence about it. */
interface Done {
  /** A mention of the moderator; undefined when they read it themselves. */
  readonly who: string | undefined;
  readonly whom: string;
  readonly options: Options;
  /** How many credits there are more than before. */
  readonly changed: number;
}

interface Act {
  readonly name: Adjustment["act"];
  readonly credits?: Credits;
  readonly adjustment: (options: Options) => Adjustment;
  readonly words: (acts: Sentences, done: Done) => string;
}

const asked = (options: Options) => options.getInteger("credits", true);
const wanted = (options: Options) => options.getInteger("credits") ?? undefined;

const acts: readonly Act[] = [
  {
    name: "grant",
    credits: creditsOption((texts) => texts.howMany, true, 1),
    adjustment: (options) => ({ act: "grant", credits: asked(options) }),
    words: ({ grant }, { who, whom, options }) => grant(who, whom, asked(options)),
  },
  {
    name: "take",
    credits: creditsOption((texts) => texts.howMany, true, 1),
    adjustment: (options) => ({ act: "take", credits: asked(options) }),
    words: ({ take }, { who, whom, changed }) => take(who, whom, -changed),
  },
  {
    name: "set",
    credits: creditsOption((texts) => texts.ownAllowance, false),
    adjustment: (options) => ({ act: "set", credits: wanted(options) }),
    words: ({ set }, { who, whom, options }) => set(who, whom, wanted(options)),
  },
  {
    name: "reset",
    adjustment: () => ({ act: "reset" }),
    words: ({ reset }, { who, whom }) => reset(who, whom),
  },
  {
    name: "freeze",
    adjustment: () => ({ act: "freeze" }),
    words: ({ freeze }, { who, whom }) => freeze(who, whom),
  },
  {
    name: "unfreeze",
    adjustment: () => ({ act: "unfreeze" }),
    words: ({ unfreeze }, { who, whom }) => unfreeze(who, whom),
  },
];

/** `/quota grant`, `take`, `set`, `reset`, `freeze`, `unfreeze`. */
export const adjustments: readonly Subcommand[] = acts.map((act) => ({
  data: {
    type: ApplicationCommandOptionType.Subcommand,
    name: act.name,
    ...described(({ quota }) => quota.subcommands[act.name]),
    options: [memberOption, ...(act.credits ? [act.credits] : []), reasonOption],
  },
  async run(context) {
    const { text, serverText, options, desk, cause, moderatorId } = context;
    const member = pickedMember(context);
    const { before, after } = await desk.adjust(member, act.adjustment(options), cause);
    const whom = `<@${member.personId}>`;
    const changed = after.left - before.left;
    const sentence = ({ quota }: Catalogue, who: string | undefined) => {
      const words = act.words(quota.acts, { who, whom, options, changed });
      return quota.creditsLeft(words, before.left, after.left);
    };
    return {
      text: sentence(text, undefined),
      notice: withReason(serverText, sentence(serverText, `<@${moderatorId}>`), cause),
    };
  },
}));
