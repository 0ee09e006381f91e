import type { Logger } from "../core/logger.ts";
import type { SwapRequest } from "../services/job-record.ts";
import type { SwapJobs } from "./command.ts";

/**
 * Takes a job for an interaction and shows that it runs. The record comes before the acknowledgement, so that no
 * "thinking…" is ever left without a job behind it.
 * @throws as `JobMachine.create`
 */
export async function startJob(
  request: SwapRequest,
  swaps: SwapJobs,
  acknowledge: () => Promise<boolean>,
  log: Logger,
): Promise<void> {
  if (!(await swaps.create(request))) {
    log.info("This interaction was delivered twice; its job exists");
    return;
  }
  let isShown = false;
  try {
    isShown = await acknowledge();
  } finally {
    if (!isShown) await swaps.drop(request.id);
  }
  if (isShown) await swaps.markAcked(request.id);
}
