import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { creditEstimate, taskEstimate } from "../../contract/estimate.ts";
import { paths } from "../../contract/paths.ts";
import { createTaskBody } from "../../contract/task.ts";
import { limits } from "../../core/limits.ts";
import type { Accounts } from "../accounts.ts";
import type { CallerOf } from "../admission.ts";
import type { JudgeTask } from "../tasks/judge-task.ts";
import { answersWith, success } from "./answers.ts";

export interface EstimateDeps {
  readonly judgeTask: JudgeTask;
  readonly accounts: Accounts;
  readonly callerOf: CallerOf;
}

/** The same question in the words of the documentation and in those of the vendor's own client. Neither costs anything. */
export function estimateRoutes(app: FastifyInstance, deps: EstimateDeps): void {
  const { judgeTask, accounts, callerOf } = deps;
  const routes = app.withTypeProvider<ZodTypeProvider>();
  const common = { tags: ["tasks"], body: createTaskBody };

  routes.post(
    paths.estimateCredits,
    {
      bodyLimit: limits.maxRequestBytes,
      schema: {
        ...common,
        summary: "What a task would cost; checks its body and starts nothing",
        response: answersWith(creditEstimate),
      },
    },
    async (request) => {
      const { price, estimated } = await judgeTask(callerOf(request).account, request.body);
      return success({ credits: price, estimated });
    },
  );

  routes.post(
    paths.estimateTask,
    {
      bodyLimit: limits.maxRequestBytes,
      schema: {
        ...common,
        summary: "What a task would cost, and whether the account can pay it",
        response: answersWith(taskEstimate),
      },
    },
    async (request) => {
      const caller = callerOf(request);
      const { price } = await judgeTask(caller.account, request.body);
      const balance = await accounts.balance(caller);
      return success({ estimated_credits: price, balance, affordable: price <= balance });
    },
  );
}
