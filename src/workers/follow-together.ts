import type { FollowedClip } from "../engine/people/person.ts";
import { joinRuns } from "../engine/people/join-runs.ts";
import { dealRuns, splitRuns } from "../engine/people/split-runs.ts";
import { readGifBlocks } from "../media/gif-blocks.ts";
import type { FollowedFaces, FollowJob, SwapProgress } from "./swap-port.ts";

export interface FollowingProcesses {
  /** How many there are for it, at least 1. */
  readonly count: number;
  /** Has runs of frames followed by one of them. */
  readonly follow: (
    job: FollowJob,
    onProgress: (progress: SwapProgress) => void,
  ) => Promise<FollowedFaces>;
  readonly onProgress: (progress: SwapProgress) => void;
}

/**
 * Follows the faces of a GIF in several processes at once, each one run of its frames or more.
 * @returns undefined, at once, where that is of no use: the clip is short, or the file is broken, which the swap itself
 * will say; undefined in the end where the clip shows a crowd
 */
export function followTogether(
  target: Uint8Array,
  processes: FollowingProcesses,
): Promise<FollowedClip | undefined> | undefined {
  const frames = countFrames(target);
  const hands = dealRuns(splitRuns(frames), processes.count);
  return hands.length < 2 ? undefined : followHands(target, frames, hands, processes);
}

async function followHands(
  target: Uint8Array,
  frames: number,
  hands: readonly FollowJob["runs"][],
  { follow, onProgress }: FollowingProcesses,
): Promise<FollowedClip | undefined> {
  const done = hands.map(() => 0);
  const followed = await Promise.all(
    hands.map((runs, index) =>
      follow({ runs, target }, (progress) => {
        done[index] = progress.done;
        onProgress({ stage: "finding", done: sum(done), of: frames });
      }),
    ),
  );
  const whole = followed.filter((runs) => runs !== null);
  return whole.length === hands.length ? joinRuns(whole.flat()) : undefined;
}

function countFrames(target: Uint8Array): number {
  try {
    return readGifBlocks(target).frames.length;
  } catch {
    return 0;
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
