import { UserError } from "../core/errors.ts";
import type { MediaIntake } from "./media-intake.ts";
import type { ServerRules } from "./server-rules.ts";

/** An intake that refuses GIFs of more frames than the server in which they were asked for allows. */
export function withFrameLimit(intake: MediaIntake, rules: Pick<ServerRules, "get">): MediaIntake {
  return {
    async take(inputs, signal) {
      const media = await intake.take(inputs, signal);
      const { placeId } = inputs;
      const most = placeId === undefined ? undefined : (await rules.get(placeId)).most.frames;
      const { frames } = media.target;
      if (most !== undefined && frames > most) {
        throw new UserError("MEDIA_TOO_MANY_FRAMES", { facts: { frames, limit: most } });
      }
      return media;
    },
  };
}
