import { commonFields } from "./interaction-payload.ts";
import type { Scene, SlashContext } from "./interaction-payload.ts";

/** The `d` of INTERACTION_CREATE for a choice in a select menu. */
export function selectPayload(
  customId: string,
  values: readonly string[],
  message: Record<string, unknown>,
  context: SlashContext,
  scene: Scene,
) {
  return {
    ...commonFields(context, scene),
    type: 3,
    message,
    data: { custom_id: customId, component_type: 3, id: 1, values },
  };
}
