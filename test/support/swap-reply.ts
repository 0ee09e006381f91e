import type { SwapReply } from "../../src/services/reply-port.ts";

/** A finished swap for one credit, with nothing worth a word. */
export function swapReply(
  gif: Uint8Array,
  personId: string,
  changes: Partial<SwapReply> = {},
): SwapReply {
  return {
    file: new Uint8Array(gif),
    isStill: false,
    frames: 12,
    faces: 1,
    givenUp: [],
    unmet: [],
    spoiler: false,
    price: 1,
    creditsLeft: 9,
    resetsAt: 1_800_000_000_000,
    personId,
    ...changes,
  };
}
