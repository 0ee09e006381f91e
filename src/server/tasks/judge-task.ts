import type { Model } from "../../contract/models.ts";
import type { CreateTaskBody } from "../../contract/task.ts";
import { AppError, UserError } from "../../core/errors.ts";
import { originSet, parseSafeUrl } from "../../net/safe-url.ts";
import { chosenFaces, isMulti } from "./chosen-faces.ts";
import type { ChosenFace } from "./chosen-faces.ts";
import type { Detections } from "./detections.ts";
import { priceOf } from "./price.ts";

/** What a task would cost and do. */
interface TaskOffer {
  readonly price: number;
  /** The charge may come out lower. */
  readonly estimated: boolean;
  /** Of a multi task. */
  readonly faces: readonly ChosenFace[] | null;
}

/**
 * Looks at a well-formed request before anything is reserved for it.
 * The function throws AppError `FEATURE_OFF`, or UserError `REQUEST_INVALID` with the fault in the contract's words.
 */
export type JudgeTask = (account: string, param: CreateTaskBody) => Promise<TaskOffer>;

export interface JudgeTaskDeps {
  readonly available: ReadonlySet<Model>;
  readonly detections: Detections;
  /** Origins that callbacks may lead to although they are private. */
  readonly allowedOrigins: readonly string[];
}

export function createJudgeTask(deps: JudgeTaskDeps): JudgeTask {
  const { available, detections } = deps;
  const allowedOrigins = originSet(deps.allowedOrigins);

  return async (account, param) => {
    if (param.callback_url) requireSafeCallback(param.callback_url, allowedOrigins);
    if (!available.has(param.model)) {
      throw new AppError("FEATURE_OFF", { facts: { why: `${param.model} is off on this server` } });
    }
    const faces = isMulti(param) ? await chosenFaces(account, param, detections) : null;
    return { price: priceOf(param, faces?.length ?? 1), estimated: false, faces };
  };
}

/** What its name resolves to is judged when it is called. */
function requireSafeCallback(url: string, allowedOrigins: ReadonlySet<string>): void {
  try {
    parseSafeUrl(url, allowedOrigins);
  } catch (error) {
    const message = "callback_url: Input should be a public http or https address";
    throw new UserError("REQUEST_INVALID", { message, cause: error });
  }
}
