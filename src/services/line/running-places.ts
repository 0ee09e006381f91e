import { UserError } from "../../core/errors.ts";
import type { JobRecord, SwapRequest } from "../job-record.ts";
import type { ServerRules } from "../server-rules.ts";
import type { Line } from "./line.ts";

export interface RunningPlacesDeps {
  readonly people: Line;
  readonly servers: Line;
  readonly rules: Pick<ServerRules, "get">;
  /** Ceilings that no server can raise. */
  readonly mostPerPerson: number;
  readonly mostPerServer: number;
  /** Of one person, beside those that run; a quote that is shown counts with them. */
  readonly mostWaitingPerPerson: number;
  readonly mostWaitingPerServer: number;
  /** A place may be free for this job. Never rejects. */
  readonly call: (jobId: string) => Promise<void>;
}

/** What a job waits for: another one of its person's, or a place of its server. */
export type PlaceTaken =
  | { readonly kind: "runs" }
  | {
      readonly kind: "waits";
      readonly whose: "person" | "server";
      /** Jobs that have a place or come before, and how many places there are. */
      readonly ahead: number;
      readonly atOnce: number;
    };

type PlacedJob = Pick<JobRecord, "id" | "personId" | "placeId">;

/**
 * Places of jobs that run at the same time: of one person, and of all in one server. A job has its person's place before
 * it asks for its server's, so that nobody has more stands in a server's line than places of their own.
 */
export interface RunningPlaces {
  /** Before a job's record is written. @throws UserError `TOO_MANY_RUNNING`, `SERVER_TOO_BUSY`; AppError `STORE_FAILED` */
  join(request: Pick<SwapRequest, "id" | "personId" | "place">): Promise<void>;
  /** Takes both places, or a stand in the line for one. @throws AppError `STORE_FAILED` */
  take(job: PlacedJob): Promise<PlaceTaken>;
  /** The job goes on, and needs no place meanwhile. @throws AppError `STORE_FAILED` */
  rest(job: PlacedJob): Promise<void>;
  /** The job has its end. @throws AppError `STORE_FAILED` */
  leave(job: PlacedJob): Promise<void>;
}

export function createRunningPlaces(deps: RunningPlacesDeps): RunningPlaces {
  const { people, servers, rules, mostPerPerson, mostPerServer, call } = deps;

  /** Whoever is next looks for themselves. */
  async function callAll(next: readonly (string | undefined)[]): Promise<void> {
    for (const jobId of new Set(next)) if (jobId !== undefined) await call(jobId);
  }

  /** A server's line knows only who wants a place. */
  const leaveServer = async ({ id, placeId }: PlacedJob) =>
    placeId === undefined ? undefined : await servers.leave(placeId, id);

  return {
    async join({ id, personId, place: { guildId } }) {
      if (guildId !== undefined) {
        const count = await servers.waiting(guildId);
        if (count >= deps.mostWaitingPerServer) {
          throw new UserError("SERVER_TOO_BUSY", { facts: { limit: deps.mostWaitingPerServer } });
        }
      }
      const most = mostPerPerson + deps.mostWaitingPerPerson;
      await people.join({ key: personId, jobId: id, person: personId }, most);
    },

    async take({ id, personId, placeId }) {
      const most = placeId === undefined ? {} : (await rules.get(placeId)).most;
      const who = { jobId: id, person: personId };
      const ofPerson = least(mostPerPerson, most["running-person"]);
      const own = await people.take({ ...who, key: personId }, ofPerson);
      if (own.kind === "waits") return { ...own, whose: "person", atOnce: ofPerson };
      await callAll([own.next]);
      if (placeId === undefined) return { kind: "runs" };
      const ofServer = least(mostPerServer, most["running-server"]);
      const shared = await servers.take({ ...who, key: placeId }, ofServer);
      if (shared.kind === "waits") return { ...shared, whose: "server", atOnce: ofServer };
      await callAll([shared.next]);
      return { kind: "runs" };
    },

    async rest(job) {
      await callAll([await leaveServer(job), await people.rest(job.personId, job.id)]);
    },

    async leave(job) {
      await callAll([await people.leave(job.personId, job.id), await leaveServer(job)]);
    },
  };
}

/** A ceiling that was lowered since goes before what a server once chose. */
const least = (own: number, chosen = own) => Math.min(own, chosen);
