import { ButtonStyle, ComponentType } from "discord.js";
import type { APIActionRowComponent, APIButtonComponent } from "discord.js";
import type { WaitingResult } from "../services/job-machine.ts";
import { time } from "./credit-text.ts";
import { customId } from "./custom-id.ts";
import { fetchResult } from "./show-result.ts";

/** Discord's most buttons in a row. */
const shownResults = 5;

/** Results that could not be handed over, as lines and one button each; the oldest first, as they end first. */
export function waitingResults(results: readonly WaitingResult[]): {
  readonly lines: string[];
  readonly components: APIActionRowComponent<APIButtonComponent>[];
} {
  const shown = results.slice(0, shownResults);
  if (shown.length === 0) return { lines: [], components: [] };
  const lines = shown.map(
    ({ createdAt, keptUntil }, index) =>
      `${index + 1}. asked for ${time(createdAt, "R")}; unless you open it, the credits come back ${time(keptUntil, "R")}`,
  );
  const more = results.length - shown.length;
  const components = shown.map(
    ({ jobId }, index) =>
      ({
        type: ComponentType.Button,
        style: ButtonStyle.Primary,
        label: `Show result ${index + 1}`,
        custom_id: customId(fetchResult.name, jobId),
      }) as const,
  );
  return {
    lines: [
      "Finished swaps that wait for you:",
      ...lines,
      ...(more > 0 ? [`… and ${more} more, once you have opened these.`] : []),
    ],
    components: [{ type: ComponentType.ActionRow, components }],
  };
}
