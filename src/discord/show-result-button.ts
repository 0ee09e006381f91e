import { ButtonStyle, ComponentType } from "discord.js";
import type { APIActionRowComponent, APIButtonComponent } from "discord.js";
import { customId } from "../commands/custom-id.ts";
import { showResult } from "../commands/show-result.ts";
import type { Catalogue } from "../text/catalogue.ts";

/** Under a reply whose token ends before its job: pressing it gives us a fresh one. */
export function showResultButton(
  { job }: Catalogue,
  jobId: string,
): APIActionRowComponent<APIButtonComponent> {
  return {
    type: ComponentType.ActionRow,
    components: [
      {
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        label: job.showResult,
        custom_id: customId(showResult.name, jobId),
      },
    ],
  };
}
