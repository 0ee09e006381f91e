import type { Model } from "../../contract/models.ts";
import type { CreateTaskBody } from "../../contract/task.ts";
import { AppError, UserError } from "../../core/errors.ts";
import { originSet, parseSafeUrl } from "../../net/safe-url.ts";
import { priceOf } from "./price.ts";

/** What a task would cost. `estimated`: the charge may come out lower. */
interface TaskOffer {
  readonly price: number;
  readonly estimated: boolean;
}

/**
 * Looks at a well-formed request before anything is reserved for it.
 * The function throws AppError `FEATURE_OFF`, or UserError `REQUEST_INVALID` with the fault in the contract's words.
 */
export type JudgeTask = (account: string, param: CreateTaskBody) => Promise<TaskOffer>;

export interface JudgeTaskDeps {
  readonly available: ReadonlySet<Model>;
  /** Origins that callbacks may lead to although they are private. */
  readonly allowedOrigins: readonly string[];
}

export function createJudgeTask(deps: JudgeTaskDeps): JudgeTask {
  const allowedOrigins = originSet(deps.allowedOrigins);

  return async (_account, param) => {
    if (param.callback_url) requireSafeCallback(param.callback_url, allowedOrigins);
    if (!deps.available.has(param.model)) {
      throw new AppError("FEATURE_OFF", { facts: { why: `${param.model} is off on this server` } });
    }
    return { price: priceOf(param, 1), estimated: false };
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
