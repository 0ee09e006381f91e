import type { Clock } from "../core/clock.ts";
import { UserError } from "../core/errors.ts";
import type { Records } from "../storage/store.ts";
import { mayBeCancelled } from "./job-record.ts";
import type { JobRecord } from "./job-record.ts";
import { editedQuote } from "./quote.ts";
import type { QuoteEdit } from "./quote.ts";
import type { ReplyCoordinates } from "./reply-port.ts";
import type { Wakeups } from "./wakeups/wakeups.ts";

export interface JobPressesDeps {
  readonly records: Records<JobRecord>;
  readonly wakeups: Pick<Wakeups, "schedule">;
  readonly clock: Clock;
  /** A job that was cancelled need not wait for what it waits for in this process. */
  readonly interrupt: (jobId: string) => void;
}

/**
 * What the buttons of a quote and of a running job do: each press is one write onto the job's record, whoever works on it
 * meanwhile, and a press that comes twice changes nothing. `to` is the reply that the press gave us.
 */
export interface JobPresses {
  /** May this person press that job's buttons? @throws UserError `JOB_OVER`, `JOB_OF_ANOTHER`, `QUOTE_ENDED` */
  checkPress(jobId: string, personId: string): Promise<void>;
  /** The person agrees: the job goes on. @throws UserError `JOB_OVER`, `QUOTE_ENDED` */
  agree(jobId: string, to: ReplyCoordinates): Promise<void>;
  /** @throws UserError `JOB_OVER`, `QUOTE_ENDED` */
  editQuote(jobId: string, edit: QuoteEdit, to: ReplyCoordinates): Promise<void>;
  /** Ends the job before its time, at no cost. @throws UserError `JOB_OVER`, `CANCEL_TOO_LATE` when there is a result */
  cancel(jobId: string, to: ReplyCoordinates): Promise<void>;
}

export function createJobPresses(deps: JobPressesDeps): JobPresses {
  const { records, wakeups, clock, interrupt } = deps;

  async function press(
    jobId: string,
    to: ReplyCoordinates,
    change: (job: JobRecord) => Partial<JobRecord> | undefined,
  ): Promise<void> {
    await records.update(jobId, (found) => {
      const job = open(found);
      const changed = change(job);
      if (changed === undefined) return job;
      return {
        ...job,
        ...changed,
        reply: to,
        nextAt: undefined,
        revision: job.revision + 1,
        updatedAt: clock(),
      };
    });
    await wakeups.schedule(jobId, clock());
  }

  return {
    async checkPress(jobId, personId) {
      const job = await records.get(jobId);
      if (job && job.personId !== personId) throw new UserError("JOB_OF_ANOTHER");
      open(job);
    },

    agree: (jobId, to) =>
      press(jobId, to, (job) => {
        const { quote } = job;
        const isOpen = job.state === "quoted" && !quote?.agreedAt && !job.cancelAsked;
        if (!quote || !isOpen || quote.chosen?.length === 0) return undefined;
        return { quote: { ...quote, agreedAt: clock() } };
      }),

    editQuote: (jobId, edit, to) =>
      press(jobId, to, ({ state, quote, cancelAsked }) => {
        const isOpen = state === "quoted" && !quote?.agreedAt && !cancelAsked;
        return quote && isOpen ? { quote: editedQuote(quote, edit) } : undefined;
      }),

    async cancel(jobId, to) {
      await press(jobId, to, (job) => {
        if (!mayBeCancelled(job.state)) {
          if (job.state === "failed" || job.state === "released") return undefined;
          throw new UserError("CANCEL_TOO_LATE");
        }
        return job.cancelAsked ? undefined : { cancelAsked: true };
      });
      interrupt(jobId);
    },
  };
}

/** @throws UserError when the job has its end, with what a late press should be told */
function open(job: JobRecord | undefined): JobRecord {
  if (job && job.state !== "delivered") return job;
  if (job?.delivery === "result") throw new UserError("CANCEL_TOO_LATE");
  throw new UserError(job?.failure?.code === "QUOTE_ENDED" ? "QUOTE_ENDED" : "JOB_OVER");
}
