import { ButtonStyle, ComponentType } from "discord.js";
import type { APIActionRowComponent, APIButtonComponent } from "discord.js";
import type { WaitingResult } from "../services/job-machine.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { customId } from "./custom-id.ts";
import { fetchResult } from "./show-result.ts";

/** Discord's most buttons in a row. */
const shownResults = 5;

/** Results that could not be handed over, as lines and one button each; the oldest first, as they end first. */
export function waitingResults(
  { credits }: Catalogue,
  results: readonly WaitingResult[],
): {
  readonly lines: string[];
  readonly components: APIActionRowComponent<APIButtonComponent>[];
} {
  const shown = results.slice(0, shownResults);
  if (shown.length === 0) return { lines: [], components: [] };
  const lines = shown.map(
    ({ createdAt, keptUntil }, index) =>
      `${index + 1}. ${credits.waitingResult(createdAt, keptUntil)}`,
  );
  const more = results.length - shown.length;
  const components = shown.map(
    ({ jobId }, index) =>
      ({
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        label: credits.showResult(index + 1),
        custom_id: customId(fetchResult.name, jobId),
      }) as const,
  );
  return {
    lines: [credits.waiting, ...lines, ...(more > 0 ? [credits.moreWaiting(more)] : [])],
    components: [{ type: ComponentType.ActionRow, components }],
  };
}
