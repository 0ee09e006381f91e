import { z } from "zod";

const lineEntry = z.object({
  /** Unix milliseconds. */
  since: z.number(),
  /** Whose job it is: turns go round between people. */
  person: z.string(),
  /** Lower ones come first. */
  round: z.int(),
  /** `rests`: has no end, but wants no place now; a quote that is shown, or a result that is kept. */
  stand: z.enum(["rests", "waits", "runs"]),
});
export type LineEntry = z.infer<typeof lineEntry>;

/** In records of before there was a line, a job had a time alone, and ran. */
const oldEntry = z
  .number()
  .transform((since): LineEntry => ({ since, person: "", round: 0, stand: "runs" }));

/** The jobs that share a number of places, with those that wait for one. */
export const lineRecord = z.object({
  v: z.literal(1),
  jobs: z.record(z.string(), z.union([lineEntry, oldEntry])),
  /** Of the last job that got a place. */
  round: z.int().default(0),
  /** The last round of each person whose next one is not the round of now. */
  rounds: z.record(z.string(), z.int()).default({}),
});
export type LineRecord = z.infer<typeof lineRecord>;

export const noLine: LineRecord = { v: 1, jobs: {}, round: 0, rounds: {} };

/** Of more people than this, whoever joined longest ago counts as new. */
const mostRemembered = 200;

/**
 * The line with this job in it. Its round is the one after its person's last one, or the round of now if that is later:
 * people with one job each take turns with those who have many, and nobody who comes later keeps anybody waiting for ever
 * (start-time fair queueing: Goyal, Vin, Cheng, 1996).
 */
export function withJob(
  line: LineRecord,
  jobId: string,
  { person, since }: Pick<LineEntry, "person" | "since">,
): LineRecord {
  if (line.jobs[jobId]) return line;
  const { [person]: last = -1, ...others } = line.rounds;
  const round = Math.max(line.round, last + 1);
  const open = Object.entries(others).filter(([, of]) => of >= line.round);
  const rounds = { ...Object.fromEntries(open.slice(1 - mostRemembered)), [person]: round };
  const entry: LineEntry = { since, person, round, stand: "rests" };
  return { ...line, jobs: { ...line.jobs, [jobId]: entry }, rounds };
}

export function withoutJobs(line: LineRecord, gone: ReadonlySet<string>): LineRecord {
  if (gone.size === 0) return line;
  const jobs = Object.entries(line.jobs).filter(([jobId]) => !gone.has(jobId));
  return { ...line, jobs: Object.fromEntries(jobs) };
}

export function withStand(line: LineRecord, jobId: string, stand: LineEntry["stand"]): LineRecord {
  const entry = line.jobs[jobId];
  if (!entry || entry.stand === stand) return line;
  const round = stand === "runs" ? Math.max(line.round, entry.round) : line.round;
  return { ...line, jobs: { ...line.jobs, [jobId]: { ...entry, stand } }, round };
}

/** The jobs that have a place, or wait and come before this one. */
export function before(line: LineRecord, jobId: string): string[] {
  const own = line.jobs[jobId];
  return Object.entries(line.jobs)
    .filter(([id, entry]) => {
      if (id === jobId || entry.stand === "rests") return false;
      return entry.stand === "runs" || !own || comesBefore([id, entry], [jobId, own]);
    })
    .map(([id]) => id);
}

/** Who waits, the next one first. */
export function waiting(line: LineRecord): string[] {
  return Object.entries(line.jobs)
    .filter(([, { stand }]) => stand === "waits")
    .toSorted((one, other) => (comesBefore(one, other) ? -1 : 1))
    .map(([id]) => id);
}

type Standing = readonly [jobId: string, entry: LineEntry];

function comesBefore([oneId, one]: Standing, [otherId, other]: Standing): boolean {
  if (one.round !== other.round) return one.round < other.round;
  if (one.since !== other.since) return one.since < other.since;
  return oneId < otherId;
}
