import { z } from "zod";
import type { Clock } from "../core/clock.ts";
import { UserError } from "../core/errors.ts";
import type { Records } from "../storage/store.ts";
import type { JobRecord } from "./job-record.ts";

/** Which jobs a person has, so that nobody must look through everybody's. */
export const personRecord = z.object({
  v: z.literal(1),
  /** Since when, Unix milliseconds, by job id. */
  jobs: z.record(z.string(), z.number()),
});
type PersonRecord = z.infer<typeof personRecord>;

export interface JobsOfPersonDeps {
  readonly people: Records<PersonRecord>;
  readonly jobs: Records<JobRecord>;
  readonly clock: Clock;
}

export interface JobsOfPerson {
  /**
   * Takes one of `limit` places for a job, before its record is written. Once for each job however often it is asked for.
   * @throws UserError `TOO_MANY_RUNNING`; AppError `STORE_FAILED`
   */
  enter(personId: string, jobId: string, limit: number): Promise<void>;
  /** The job has an end. */
  leave(personId: string, jobId: string): Promise<void>;
  /** The person's jobs that have no end, oldest first. */
  list(personId: string): Promise<JobRecord[]>;
}

/** A record follows its place within a moment; a place without one for longer belongs to a process that died. */
const recordFollowsMs = 30_000;

export function createJobsOfPerson(deps: JobsOfPersonDeps): JobsOfPerson {
  const { people, jobs, clock } = deps;

  async function read(personId: string): Promise<ReadonlyMap<string, JobRecord | undefined>> {
    const known = Object.keys((await people.get(personId))?.jobs ?? {});
    return new Map(await Promise.all(known.map(async (id) => [id, await jobs.get(id)] as const)));
  }

  return {
    async enter(personId, jobId, limit) {
      const records = await read(personId);
      const now = clock();
      const takesPlace = ([id, since]: [string, number]): boolean => {
        const job = records.get(id);
        if (!job) return Math.abs(now - since) < recordFollowsMs;
        return job.state !== "delivered";
      };
      await people.update(personId, (person) => {
        // What ended without leaving (a crash between the two writes) is dropped here.
        const open = Object.entries(person?.jobs ?? {}).filter(takesPlace);
        const others = open.filter(([id]) => id !== jobId && records.get(id)?.state !== "kept");
        if (others.length >= limit) throw new UserError("TOO_MANY_RUNNING", { facts: { limit } });
        return { v: 1, jobs: { ...Object.fromEntries(open), [jobId]: now } };
      });
    },

    async leave(personId, jobId) {
      await people.update(personId, (person) => {
        const { [jobId]: _, ...others } = person?.jobs ?? {};
        return { v: 1, jobs: others };
      });
    },

    async list(personId) {
      const found = [...(await read(personId)).values()];
      return found
        .flatMap((job) => (job && job.state !== "delivered" ? [job] : []))
        .toSorted((a, b) => a.createdAt - b.createdAt);
    },
  };
}
