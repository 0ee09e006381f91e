import { within } from "../core/deadline.ts";
import { AppError } from "../core/errors.ts";
import { createSlots } from "./slots.ts";

/**
 * Lets a command hold a file in memory for as long as `action` runs: only so many at a time, in turns between people. Jobs
 * have places of their own.
 * @throws AppError `QUEUE_FULL` when there was no place in time; whatever `action` throws
 */
export type FilePlaces = <T>(personId: string, action: () => Promise<T>) => Promise<T>;

export interface FilePlacesOptions {
  readonly count: number;
  /** How long a command waits for its place. */
  readonly waitMs: number;
}

export function createFilePlaces({ count, waitMs }: FilePlacesOptions): FilePlaces {
  const slots = createSlots(count);
  return (personId, action) => {
    const reason = new AppError("QUEUE_FULL", {
      message: `No place for a file became free within ${waitMs} ms.`,
    });
    const turn = { group: personId, person: personId };
    return within({ ms: waitMs, reason }, (signal) => slots.use(signal, action, turn));
  };
}
