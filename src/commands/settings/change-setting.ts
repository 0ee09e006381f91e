import type { SettingChange } from "../../services/server-settings.ts";
import type { Catalogue } from "../../text/catalogue.ts";
import { withReason } from "../moderators/subcommand.ts";
import type { ModeratorAnswer, ModeratorContext } from "../moderators/subcommand.ts";

type Value = string | number | null;

/** What of a setting is shown: which one, and its values in words. */
export interface SettingWords {
  readonly name: (text: Catalogue["settings"]) => string;
  /** Left out where the values are numbers. */
  readonly value?: (text: Catalogue["settings"], value: string) => string;
}

/**
 * Changes one setting of the server, and says so to the moderator and to the log channel.
 * @param suffix tells several changes of one command apart, each of which is done once
 */
export async function changeSetting(
  { text, serverText, desk, guildId, cause, moderatorId }: ModeratorContext,
  change: SettingChange,
  { name, value }: SettingWords,
  suffix = "",
): Promise<ModeratorAnswer> {
  const once = { ...cause, id: `${cause.id}${suffix}` };
  const { before, after } = await desk.change(guildId, change, once);
  const inWords = ({ settings }: Catalogue, one: Value) =>
    typeof one === "string" && value ? value(settings, one) : one;
  if (before === after) {
    return { text: text.quota.unchanged(name(text.settings), inWords(text, after)) };
  }
  const said = (catalogue: Catalogue, who: string | undefined) => {
    const { quota, settings } = catalogue;
    return quota.changed(
      who,
      name(settings),
      inWords(catalogue, before),
      inWords(catalogue, after),
    );
  };
  return {
    text: said(text, undefined),
    notice: withReason(serverText, said(serverText, `<@${moderatorId}>`), cause),
  };
}
