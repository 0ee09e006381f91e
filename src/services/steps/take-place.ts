import { UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import { expectedEnd } from "../expected-end.ts";
import { placeUntil } from "../job-record.ts";
import type { JobRecord } from "../job-record.ts";
import type { PlaceTaken } from "../line/running-places.ts";
import type { JobProgress } from "../reply-port.ts";
import { required } from "./step.ts";
import type { Step, StepContext } from "./step.ts";

/** What was handed in before a wait that is longer may be gone when its turn comes, and is handed in again. */
const freshMs = 5 * 60 * 1000;

/** One look whether there is a place. Nothing is held, and no file is in memory, while a job waits for one. */
export const takePlace: Step = async (job, context) => {
  const { places, reply, clock, placeLookMs } = context;
  const since = required(job.quote?.agreedAt, "agreement");
  const place = await places.take(job);
  const now = clock();
  if (place.kind === "runs") {
    return {
      placedAt: now,
      nextAt: undefined,
      ...(now - since > freshMs && { uploads: undefined }),
    };
  }
  const endsAt = required(placeUntil(job), "end of the wait");
  if (now >= endsAt) {
    const minutes = Math.round(limits.maxPlaceWaitMs / 60_000);
    throw new UserError("NO_PLACE_IN_TIME", { facts: { minutes } });
  }
  reply.progress(job.reply, job.id, await outlook(job, place, context));
  return { nextAt: Math.min(now + placeLookMs, endsAt) };
};

async function outlook(
  job: JobRecord,
  { whose, ahead, atOnce }: Extract<PlaceTaken, { kind: "waits" }>,
  { pace, clock }: StepContext,
): Promise<JobProgress> {
  const now = clock();
  const expectedAt = expectedEnd({
    progress: { stage: "queued" },
    now,
    since: now,
    workMs: await pace.expect(job.frames ?? 0, Math.max(1, job.quote?.chosen?.length ?? 1)),
    waitMs: await pace.expectWait(ahead, atOnce),
  });
  return { stage: whose === "person" ? "own-turn" : "queued", ahead, atOnce, expectedAt };
}
