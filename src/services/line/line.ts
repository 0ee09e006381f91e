import type { Clock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { lookUp } from "../../storage/look-up.ts";
import type { Records } from "../../storage/store.ts";
import type { JobRecord } from "../job-record.ts";
import { before, noLine, waiting, withJob, withStand, withoutJobs } from "./line-record.ts";
import type { LineRecord } from "./line-record.ts";

export interface LineDeps {
  readonly lines: Records<LineRecord>;
  readonly jobs: Pick<Records<JobRecord>, "get">;
  readonly clock: Clock;
}

/** Whose line it is, and what is to stand in it. */
interface Standing {
  /** A person's id, or a server's. */
  readonly key: string;
  readonly jobId: string;
  readonly person: string;
}

/** `ahead`: jobs that have a place or come before; `next`: who may have a place that is left. */
type Taken =
  | { readonly kind: "runs"; readonly next?: string | undefined }
  | { readonly kind: "waits"; readonly ahead: number };

/** Lines of jobs for a number of places, one for each person or server. The store decides, whichever process asks. */
export interface Line {
  /**
   * Stands in the line, at first without a wish for a place: before the job's record is written.
   * @param most jobs without an end, kept results apart
   * @throws UserError `TOO_MANY_RUNNING`; AppError `STORE_FAILED`
   */
  join(who: Standing, most: number): Promise<void>;
  /** Takes one of `places`, or a stand in the line for one. May be asked again and again. @throws AppError `STORE_FAILED` */
  take(who: Standing, places: number): Promise<Taken>;
  /** Gives the place back and stays on the list. @returns who is next */
  rest(key: string, jobId: string): Promise<string | undefined>;
  /** The job has its end. @returns who is next */
  leave(key: string, jobId: string): Promise<string | undefined>;
  /** How many wait for a place. */
  waiting(key: string): Promise<number>;
  /** The jobs that have no end, oldest first. */
  list(key: string): Promise<JobRecord[]>;
}

interface Leftovers {
  readonly gone: ReadonlySet<string>;
  readonly kept: ReadonlySet<string>;
}
const nothingLeft: Leftovers = { gone: new Set(), kept: new Set() };

/** A record follows its stand within a moment; a stand without one for longer belongs to a process that died. */
const recordFollowsMs = 30_000;

export function createLine({ lines, jobs, clock }: LineDeps): Line {
  const get = async (key: string) => (await lines.get(key)) ?? noLine;

  /** What a crash has left in the line, by these jobs' records: `gone` have their end, `kept` want no place. */
  async function leftovers(line: LineRecord, ids: readonly string[]): Promise<Leftovers> {
    const now = clock();
    const found = await Promise.all(ids.map(async (id) => [id, await lookUp(jobs, id)] as const));
    const isGone = ([id, job]: (typeof found)[number]) => {
      // It has no end and no way to one: it may keep nobody waiting.
      if (job === "unreadable") return true;
      if (job) return job.state === "delivered";
      return Math.abs(now - (line.jobs[id]?.since ?? now)) >= recordFollowsMs;
    };
    const isKept = ([, job]: (typeof found)[number]) =>
      job !== undefined && job !== "unreadable" && job.state === "kept";
    return {
      gone: new Set(found.filter(isGone).map(([id]) => id)),
      kept: new Set(found.filter(isKept).map(([id]) => id)),
    };
  }

  /** What the line is for a job that asks: with its place, or with its stand. */
  function taken(line: LineRecord, { jobId, person }: Standing, places: number) {
    const joined = withJob(line, jobId, { person, since: clock() });
    if (joined.jobs[jobId]?.stand === "runs") return { line: joined, ahead: [], runs: true };
    const ahead = before(joined, jobId);
    const runs = ahead.length < places;
    return { line: withStand(joined, jobId, runs ? "runs" : "waits"), ahead, runs };
  }

  async function moveOn(
    key: string,
    jobId: string,
    change: (line: LineRecord) => LineRecord,
  ): Promise<string | undefined> {
    const line = await get(key);
    if (!line.jobs[jobId] || change(line) === line) return undefined;
    const after = await lines.update(key, (current = noLine) => change(current));
    return waiting(after)[0];
  }

  return {
    async join({ key, jobId, person }, most) {
      const found = await get(key);
      const others = Object.keys(found.jobs).filter((id) => id !== jobId);
      // Looked up only when it matters.
      const { gone, kept } = others.length >= most ? await leftovers(found, others) : nothingLeft;
      await lines.update(key, (current = noLine) => {
        const line = withoutJobs(current, gone);
        const open = Object.keys(line.jobs).filter((id) => id !== jobId && !kept.has(id));
        if (open.length >= most)
          throw new UserError("TOO_MANY_RUNNING", { facts: { limit: most } });
        return withJob(line, jobId, { person, since: clock() });
      });
    },

    async take(who, places) {
      const found = await get(who.key);
      let last = taken(found, who, places);
      const { gone, kept } = last.runs ? nothingLeft : await leftovers(found, last.ahead);
      if (last.line !== found || gone.size + kept.size > 0) {
        await lines.update(who.key, (current = noLine) => {
          let line = withoutJobs(current, gone);
          for (const id of kept) line = withStand(line, id, "rests");
          last = taken(line, who, places);
          return last.line;
        });
      }
      if (!last.runs) return { kind: "waits", ahead: last.ahead.length };
      const isLeft = last.line !== found && last.ahead.length + 1 < places;
      return { kind: "runs", next: isLeft ? waiting(last.line)[0] : undefined };
    },

    rest: (key, jobId) => moveOn(key, jobId, (line) => withStand(line, jobId, "rests")),
    leave: (key, jobId) => moveOn(key, jobId, (line) => withoutJobs(line, new Set([jobId]))),

    waiting: async (key) => waiting(await get(key)).length,

    async list(key) {
      const ids = Object.keys((await get(key)).jobs);
      const found = await Promise.all(ids.map((id) => lookUp(jobs, id)));
      return found
        .flatMap((job) => (job && job !== "unreadable" && job.state !== "delivered" ? [job] : []))
        .toSorted((a, b) => a.createdAt - b.createdAt);
    },
  };
}
