import { AppError, UserError } from "../core/errors.ts";
import type { JobRecord, SwapRequest } from "./job-record.ts";
import type { JobsOfPerson } from "./jobs-of-person.ts";
import type { ServerRules } from "./server-rules.ts";

export interface RunningLimitsDeps {
  readonly people: Pick<JobsOfPerson, "enter" | "leave">;
  /** The same for servers. */
  readonly servers: Pick<JobsOfPerson, "enter" | "leave">;
  readonly rules: Pick<ServerRules, "get">;
  /** Ceilings that no server can raise. */
  readonly mostPerPerson: number;
  readonly mostPerServer: number;
}

/** How many jobs run at the same time: of one person, and of all in one server. */
export interface RunningLimits {
  /**
   * Takes a place for a job with both, or with none.
   * @throws UserError `TOO_MANY_RUNNING`, `SERVER_TOO_BUSY`; AppError `STORE_FAILED`
   */
  enter(request: Pick<SwapRequest, "id" | "personId" | "place">): Promise<void>;
  leave(job: Pick<JobRecord, "id" | "personId" | "placeId">): Promise<void>;
}

export function createRunningLimits(deps: RunningLimitsDeps): RunningLimits {
  const { people, servers, rules, mostPerPerson, mostPerServer } = deps;

  async function enterServer(guildId: string, jobId: string, most: number): Promise<void> {
    try {
      await servers.enter(guildId, jobId, most);
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== "TOO_MANY_RUNNING") throw error;
      throw new UserError("SERVER_TOO_BUSY", { facts: error.facts, cause: error });
    }
  }

  return {
    async enter({ id, personId, place: { guildId } }) {
      if (guildId === undefined) {
        await people.enter(personId, id, mostPerPerson);
        return;
      }
      const { most } = await rules.get(guildId);
      await people.enter(personId, id, least(mostPerPerson, most["running-person"]));
      try {
        await enterServer(guildId, id, least(mostPerServer, most["running-server"]));
      } catch (error) {
        await people.leave(personId, id);
        throw error;
      }
    },

    async leave({ id, personId, placeId }) {
      await people.leave(personId, id);
      if (placeId !== undefined) await servers.leave(placeId, id);
    },
  };
}

/** A ceiling that was lowered since goes before what a server once chose. */
const least = (own: number, chosen = own) => Math.min(own, chosen);
