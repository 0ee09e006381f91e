import type { Logger } from "../core/logger.ts";
import type { SwapRequest } from "../services/job-record.ts";
import type { SwapJobs } from "./command.ts";

/** What an interaction begins: recorded, shown to its person, and only then gone on with. */
interface Beginning {
  /** False: an interaction that was delivered twice. */
  readonly record: () => Promise<boolean>;
  readonly goOn: () => Promise<void>;
  /** Nobody could be shown that it runs. */
  readonly drop: () => Promise<void>;
}

/** The record comes before the acknowledgement, so that no "thinking…" is ever left with nothing behind it. */
export async function begin(
  { record, goOn, drop }: Beginning,
  acknowledge: () => Promise<boolean>,
  log: Logger,
): Promise<void> {
  if (!(await record())) {
    log.info("This interaction was delivered twice; what it began exists");
    return;
  }
  let isShown = false;
  try {
    isShown = await acknowledge();
  } finally {
    if (!isShown) await drop();
  }
  if (isShown) await goOn();
}

/**
 * Takes a job for an interaction and shows that it runs.
 * @throws as `JobMachine.create`
 */
export async function startJob(
  request: SwapRequest,
  swaps: SwapJobs,
  acknowledge: () => Promise<boolean>,
  log: Logger,
): Promise<void> {
  const { id } = request;
  const beginning = {
    record: () => swaps.create(request),
    goOn: () => swaps.markAcked(id),
    drop: () => swaps.drop(id),
  };
  await begin(beginning, acknowledge, log);
}
