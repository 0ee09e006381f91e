import type { FaceVerdict } from "../contract/extensions.ts";
import { within } from "../core/deadline.ts";
import { AppError, UserError } from "../core/errors.ts";
import type { ErrorCode, ErrorFacts } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readStillHeader } from "../media/still-header.ts";
import type { SwapPool } from "../workers/swap-port.ts";
import type { FetchInput } from "./tasks/fetch-input.ts";
import { taskFailureText } from "./tasks/task-failure-text.ts";

/**
 * Judges a photo while its client waits. What is wrong with the photo is part of the verdict.
 * The function throws AppError `QUEUE_FULL` when the engine has no time for it soon, or what an engine process throws.
 */
export type CheckFace = (url: string) => Promise<FaceVerdict>;

const retryAfterSeconds = 10;

export function createCheckFace(fetchInput: FetchInput, pool: SwapPool): CheckFace {
  let running = 0;

  async function judge(url: string): Promise<FaceVerdict> {
    const busy = new AppError("QUEUE_FULL", { facts: { retryAfterSeconds } });
    try {
      const { verdict, faults } = await within(
        { ms: limits.faceCheckMs, reason: busy },
        async (signal) => {
          const photo = await fetchInput(url, limits.maxFaceBytes, signal);
          readStillHeader(photo, "face");
          return await pool.checkPhoto(photo, { signal });
        },
      );
      return {
        verdict,
        faults: faults.map(({ code, refused, facts }) => faultOf(code, facts, refused)),
      };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      return { verdict: "refused", faults: [faultOf(error.code, error.facts, true)] };
    }
  }

  return async (url) => {
    if (running >= limits.maxFaceChecksAtOnce) {
      throw new AppError("QUEUE_FULL", { facts: { retryAfterSeconds } });
    }
    running += 1;
    try {
      return await judge(url);
    } finally {
      running -= 1;
    }
  };
}

function faultOf(code: ErrorCode, facts: ErrorFacts, refused: boolean) {
  return { code, refused, facts, message: taskFailureText(code, facts) };
}
