import { ButtonStyle, ComponentType } from "discord.js";
import type { APIActionRowComponent, APIButtonComponent } from "discord.js";
import { customId } from "../commands/custom-id.ts";
import { showResult } from "../commands/show-result.ts";

export const stillWorkingText =
  "This takes longer than Discord lets me wait. Press the button to see how far it is, or the result.";

/** Under a reply whose token ends before its job: pressing it gives us a fresh one. */
export function showResultButton(jobId: string): APIActionRowComponent<APIButtonComponent> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        label: "Show result",
        custom_id: customId(showResult.name, jobId),
      },
    ],
  };
}
