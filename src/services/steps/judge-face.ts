import type { FaceVerdict } from "../../contract/extensions.ts";
import { UpstreamError, UserError } from "../../core/errors.ts";
import type { ErrorCode, ErrorFacts } from "../../core/errors.ts";
import { isErrorCode } from "../../core/error-wire.ts";
import type { FacePhoto } from "../face-photo.ts";
import type { PhotoAdvice } from "../reply-port.ts";
import type { StepContext } from "./step.ts";

interface JudgeContext extends Pick<StepContext, "carried" | "log" | "signal"> {
  readonly api: Pick<StepContext["api"], "upload" | "checkFace" | "judgesFaces">;
}

/**
 * Has the photo judged before anything is held, where the API does that. A verdict that cannot be had keeps nobody from
 * their swap: the engine judges again.
 * @returns what would make the photo better, if anything would
 * @throws UserError the worst fault of a photo that would make no good swap; UpstreamError of the upload
 */
export async function judgeFace(
  face: FacePhoto,
  context: JudgeContext,
): Promise<PhotoAdvice | undefined> {
  const { api, carried, log, signal } = context;
  if (!api.judgesFaces()) return undefined;
  const url = await api.upload(face.bytes, face.type, signal);
  carried.faceUrl = url;
  const verdict = await verdictOn(url, context);
  if (verdict === undefined || verdict.verdict === "good") return undefined;
  log.info({ faults: verdict.faults.map(({ code }) => code) }, "the photo could be better");
  const refusal = verdict.faults.find(({ refused }) => refused);
  if (verdict.verdict === "refused" && refusal) {
    throw new UserError(known(refusal.code), factsOf(refusal));
  }
  const [worst] = verdict.faults;
  return worst && isErrorCode(worst.code) ? { code: worst.code, facts: worst.facts } : undefined;
}

async function verdictOn(
  url: string,
  { api, log, signal }: JudgeContext,
): Promise<FaceVerdict | undefined> {
  try {
    return await api.checkFace(url, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof UpstreamError)) throw error;
    log.info({ err: error }, "the photo was not judged");
    return undefined;
  }
}

/** Other versions of the API may have faults that we do not know; they come with words of their own. */
function known(code: string): ErrorCode {
  return isErrorCode(code) ? code : "SWAP_FAILED";
}

function factsOf({ code, message, facts }: FaceVerdict["faults"][number]): { facts: ErrorFacts } {
  return { facts: isErrorCode(code) ? facts : { ...facts, detail: message } };
}
