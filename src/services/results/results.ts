import type { Clock } from "../../core/clock.ts";
import { UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Records } from "../../storage/store.ts";
import type { JobRecord } from "../job-record.ts";
import { newResultRecord } from "./result-record.ts";
import type { ResultRecord, ResultState } from "./result-record.ts";

/** What is known of results that people see. */
export interface Results {
  /** Before the result is posted, so that no button is ever without its record. May be repeated. */
  remember(job: JobRecord): Promise<void>;
  /** Undefined for a result that is older than its record's lifetime. */
  get(jobId: string): Promise<ResultRecord | undefined>;
  /**
   * The result, for the one who asked for it.
   * @throws UserError `RESULT_GONE`, `RESULT_OF_ANOTHER`, `RESULT_HIDDEN`
   */
  owned(jobId: string, personId: string): Promise<ResultRecord>;
  /** Writes down what became of it; nothing where there is no record any more. */
  mark(jobId: string, state: ResultState): Promise<void>;
  /** Deletes what is older than its lifetime, and takes dead tokens out of the rest. */
  sweep(): Promise<void>;
}

export function createResults(records: Records<ResultRecord>, clock: Clock): Results {
  const isDead = ({ reply }: ResultRecord) => clock() - reply.createdAt > limits.interactionTokenMs;

  async function change(jobId: string, to: (result: ResultRecord) => ResultRecord) {
    const found = await records.read(jobId);
    if (found) await records.update(jobId, (current) => to(current ?? found.value));
  }

  return {
    async remember(job) {
      const made = newResultRecord(job, clock());
      await records.update(job.id, (known) => (known ? { ...known, reply: made.reply } : made));
    },

    get: (jobId) => records.get(jobId),

    async owned(jobId, personId) {
      const result = await records.get(jobId);
      if (result === undefined) throw new UserError("RESULT_GONE");
      if (result.personId !== personId) throw new UserError("RESULT_OF_ANOTHER");
      if (result.state === "hidden") throw new UserError("RESULT_HIDDEN");
      return result;
    },

    mark: (jobId, state) => change(jobId, (result) => ({ ...result, state })),

    async sweep() {
      for await (const [jobId, result] of records.entries()) {
        if (clock() - result.createdAt > limits.resultRecordLifetimeMs) await records.delete(jobId);
        else if (result.reply.token !== "" && isDead(result)) {
          await change(jobId, (one) => ({ ...one, reply: { ...one.reply, token: "" } }));
        }
      }
    },
  };
}
