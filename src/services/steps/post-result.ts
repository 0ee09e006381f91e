import { AppError } from "../../core/errors.ts";
import type { JobRecord } from "../job-record.ts";
import type { SwapReply } from "../reply-port.ts";
import type { FittedResult } from "../result-fitter.ts";
import { fitStill } from "../still-file.ts";
import type { StepContext } from "./step.ts";

/** Of the limit: Discord counts a little more than the file itself. */
const caution = 0.95;
/** What Discord takes from everybody. A place or a person may be allowed more, and lose it while a job runs. */
const everybodysLimit = 10 * 1024 * 1024;
/** Of a file that was refused although it is smaller than that. */
const stepDown = 0.75;

/**
 * Posts the result; made smaller when it is over the limit of its place, and once more when Discord takes even less than it
 * said.
 * @throws UserError `RESULT_TOO_LARGE`, and as `ReplyPort.result`
 */
export async function postResult(
  job: JobRecord,
  answer: SwapReply,
  context: StepContext,
): Promise<void> {
  const { reply, carried, log, signal } = context;
  const limit = job.reply.attachmentLimit;
  const post = async ({ bytes, givenUp }: FittedResult) => {
    const halved = givenUp.some(({ kind }) => kind === "every-second-frame");
    const frames = halved ? Math.ceil(answer.frames / 2) : answer.frames;
    await reply.result(job.reply, job.id, { ...answer, frames, file: bytes, givenUp }, signal);
  };
  const fit = async (maxBytes: number) => {
    reply.progress(job.reply, job.id, { stage: "fitting" });
    const { file, isStill } = answer;
    const fitted = isStill
      ? await fitStill(file, maxBytes)
      : await context.fit({ gif: file, maxBytes }, signal);
    log.info({ from: file.length, to: fitted.bytes.length, maxBytes }, "made it smaller");
    return fitted;
  };

  // A repetition of this step need not fit it again.
  carried.fitted ??=
    answer.file.length > limit
      ? await fit(Math.floor(limit * caution))
      : { bytes: answer.file, givenUp: [] };
  try {
    await post(carried.fitted);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "RESULT_TOO_LARGE") throw error;
    const refused = carried.fitted.bytes.length;
    const lower = refused > everybodysLimit ? everybodysLimit : refused * stepDown;
    carried.fitted = await fit(Math.floor(Math.min(lower, limit) * caution));
    await post(carried.fitted);
  }
}
