import type { Clock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import type { Records } from "../../storage/store.ts";
import type { AskerRecord } from "./consent-record.ts";

/** Nobody is asked twice in a row: what one person may ask of others. */
export interface Askers {
  /** @throws UserError `ASKED_ALREADY` while another question is open, `REFUSED_LATELY` for a day after a no */
  begin(askerId: string, memberId: string, questionId: string, endsAt: number): Promise<void>;
  /** @param refusedBy who said no */
  end(askerId: string, questionId: string, refusedBy?: string): Promise<void>;
  /** Whom a person asked and who said no. */
  forget(askerId: string): Promise<void>;
  /** Deletes what is over. */
  sweep(): Promise<void>;
}

const refusalMs = 24 * 60 * 60 * 1000;

export function createAskers(records: Records<AskerRecord>, clock: Clock): Askers {
  /** What still counts. */
  function current(asker: AskerRecord | undefined): AskerRecord {
    const now = clock();
    return {
      v: 1,
      open: kept(asker?.open ?? {}, (endsAt) => endsAt > now),
      refused: kept(asker?.refused ?? {}, (at) => now - at < refusalMs),
    };
  }

  return {
    async begin(askerId, memberId, questionId, endsAt) {
      await records.update(askerId, (asker) => {
        const { open, refused } = current(asker);
        if (Object.keys(open).some((id) => id !== questionId)) throw new UserError("ASKED_ALREADY");
        if (memberId in refused) throw new UserError("REFUSED_LATELY");
        return { v: 1, open: { [questionId]: endsAt }, refused };
      });
    },

    async end(askerId, questionId, refusedBy) {
      await records.update(askerId, (asker) => {
        const { open, refused } = current(asker);
        const { [questionId]: _, ...others } = open;
        return {
          v: 1,
          open: others,
          refused: refusedBy === undefined ? refused : { ...refused, [refusedBy]: clock() },
        };
      });
    },

    forget: (askerId) => records.delete(askerId),

    async sweep() {
      for await (const [askerId, asker] of records.entries()) {
        const { open, refused } = current(asker);
        const isOver = Object.keys(open).length + Object.keys(refused).length === 0;
        if (isOver) await records.delete(askerId);
      }
    },
  };
}

function kept(all: Readonly<Record<string, number>>, counts: (at: number) => boolean) {
  return Object.fromEntries(Object.entries(all).filter(([, at]) => counts(at)));
}
