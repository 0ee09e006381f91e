import { z } from "zod";
import type { Clock } from "../../core/clock.ts";
import type { Records } from "../../storage/store.ts";

/** Somebody who said "not my face". The key is their id; there is no picture and no template of anyone. */
export const optOutRecord = z.object({
  v: z.literal(1),
  /** Unix milliseconds. */
  since: z.number(),
});

export interface OptOuts {
  /** Did this person say that nobody else may use their picture, or pictures in their messages? */
  has(personId: string): Promise<boolean>;
  /** Since when, Unix milliseconds. */
  since(personId: string): Promise<number | undefined>;
  set(personId: string, isOptedOut: boolean): Promise<void>;
}

export function createOptOuts(
  records: Records<z.infer<typeof optOutRecord>>,
  clock: Clock,
): OptOuts {
  const since = async (personId: string) => (await records.get(personId))?.since;
  return {
    since,
    has: async (personId) => (await since(personId)) !== undefined,

    async set(personId, isOptedOut) {
      if (!isOptedOut) await records.delete(personId);
      else await records.update(personId, (known) => known ?? { v: 1, since: clock() });
    },
  };
}
