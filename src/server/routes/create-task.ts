import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { paths } from "../../contract/paths.ts";
import { createTaskBody, createdTask } from "../../contract/task.ts";
import { limits } from "../../core/limits.ts";
import type { CallerOf } from "../admission.ts";
import type { LinksFor } from "../links.ts";
import type { RefuseInMaintenance } from "../maintenance.ts";
import type { JudgeTask } from "../tasks/judge-task.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { answersWith, success } from "./answers.ts";

export interface CreateTaskDeps {
  readonly tasks: Tasks;
  readonly judgeTask: JudgeTask;
  readonly callerOf: CallerOf;
  readonly linksFor: LinksFor;
  readonly refuseInMaintenance: RefuseInMaintenance;
}

export function createTaskRoute(app: FastifyInstance, deps: CreateTaskDeps): void {
  const { tasks, judgeTask, callerOf, linksFor, refuseInMaintenance } = deps;
  app.withTypeProvider<ZodTypeProvider>().post(
    paths.createTask,
    {
      bodyLimit: limits.maxRequestBytes,
      onRequest: refuseInMaintenance,
      schema: {
        tags: ["tasks"],
        summary: "Start a swap; reserves its credits",
        description:
          "Never repeat this call after an unclear answer: the task may exist, and there is no idempotency key.",
        body: createTaskBody,
        response: answersWith(createdTask),
      },
    },
    async (request) => {
      const param = request.body;
      const caller = callerOf(request);
      const { price, faces } = await judgeTask(caller.account, param);
      const linkBase = linksFor(request).root;
      const { id } = await tasks.create(caller, { param, price, faces, linkBase });
      return success({ task_id: id });
    },
  );
}
