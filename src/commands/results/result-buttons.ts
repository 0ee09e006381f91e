import { ButtonStyle, ComponentType } from "discord.js";
import type { APIActionRowComponent, APIButtonComponent } from "discord.js";
import { customId } from "../custom-id.ts";
import type { Catalogue } from "../../text/catalogue.ts";

/** Names in custom ids; each is a component's. */
export const resultButton = {
  again: "again",
  otherFace: "otherface",
  remove: "delete",
  makePrivate: "private",
  report: "report",
} as const;

/**
 * The row under a result. What only its person sees is neither made private nor reported.
 * @param price of the same swap once more, in credits
 */
export function resultButtons(
  { results: text }: Pick<Catalogue, "results">,
  jobId: string,
  { price, isPrivate }: { readonly price: number | undefined; readonly isPrivate: boolean },
): APIActionRowComponent<APIButtonComponent> {
  const button = (name: string, label: string, style: ButtonStyle.Secondary | ButtonStyle.Danger) =>
    ({
      type: ComponentType.Button,
      style,
      label,
      custom_id: customId(name, jobId),
    }) as const;
  const { again, otherFace, remove, makePrivate, report } = resultButton;
  return {
    type: ComponentType.ActionRow,
    components: [
      button(again, text.again(price), ButtonStyle.Secondary),
      button(otherFace, text.otherFace, ButtonStyle.Secondary),
      button(remove, text.remove, ButtonStyle.Secondary),
      ...(isPrivate
        ? []
        : [
            button(makePrivate, text.makePrivate, ButtonStyle.Secondary),
            button(report, text.report, ButtonStyle.Danger),
          ]),
    ],
  };
}
