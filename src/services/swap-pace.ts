import { z } from "zod";
import type { Logger } from "../core/logger.ts";
import type { Records } from "../storage/store.ts";

/** How long the last swaps took, for everybody who shares the store. */
export const paceRecord = z.object({
  v: z.literal(1),
  /** Milliseconds for a frame of a face, the latest last. */
  perUnit: z.array(z.number()),
  /** Milliseconds of whole swaps, the latest last. */
  swaps: z.array(z.number()),
});
type PaceRecord = z.infer<typeof paceRecord>;

export interface SwapPaceDeps {
  readonly records: Records<PaceRecord>;
  /** Milliseconds for a frame of a face, until enough swaps were measured. */
  readonly priorMs: number;
  readonly log: Logger;
}

/** How long swaps take here, from those that were measured. */
export interface SwapPace {
  /** Milliseconds that the work on a GIF should take, without waiting for a place. */
  expect(frames: number, faces: number): Promise<number>;
  /** Milliseconds until a place is free for who has so many before them, of which so many are worked on at once. */
  expectWait(ahead: number, atOnce: number): Promise<number>;
  /** A swap was worked on for so long. Never rejects: nobody's swap depends on it. */
  learn(frames: number, faces: number, durationMs: number): Promise<void>;
}

const key = "pace";
const historyLength = 50;
const leastHistory = 3;
/** What every swap takes beside its frames, in frames: fetching, the photo, encoding. */
const overheadFrames = 10;
/** Further faces of a frame share its decoding and the search. */
const furtherFace = 0.5;
/** A GIF of 40 frames stands for those that were not measured yet. */
const usualFrames = 40;

export function createSwapPace({ records, priorMs, log }: SwapPaceDeps): SwapPace {
  /** @returns what is known, or nothing while the store fails: a guess is better than no answer */
  async function known(): Promise<PaceRecord | undefined> {
    try {
      return await records.get(key);
    } catch (error) {
      log.warn({ err: error }, "How long swaps take could not be read");
      return undefined;
    }
  }

  return {
    async expect(frames, faces) {
      return unitsOf(frames, faces) * (median((await known())?.perUnit) ?? priorMs);
    },
    async expectWait(ahead, atOnce) {
      const rounds = Math.max(0, ahead + 1 - atOnce) / Math.max(1, atOnce);
      return rounds * (median((await known())?.swaps) ?? unitsOf(usualFrames, 1) * priorMs);
    },
    async learn(frames, faces, durationMs) {
      try {
        await records.update(key, (before) => ({
          v: 1,
          perUnit: [...(before?.perUnit ?? []), durationMs / unitsOf(frames, faces)].slice(
            -historyLength,
          ),
          swaps: [...(before?.swaps ?? []), durationMs].slice(-historyLength),
        }));
      } catch (error) {
        log.warn({ err: error }, "How long a swap took could not be written down");
      }
    },
  };
}

function unitsOf(frames: number, faces: number): number {
  return (frames + overheadFrames) * (1 + furtherFace * (faces - 1));
}

function median(values: readonly number[] = []): number | undefined {
  if (values.length < leastHistory) return undefined;
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
}
