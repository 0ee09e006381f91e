import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { cancelTaskBody, cancelledTask } from "../../contract/extensions.ts";
import { paths } from "../../contract/paths.ts";
import { AppError } from "../../core/errors.ts";
import type { CallerOf } from "../admission.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { answersWith, success } from "./answers.ts";

export interface CancelTaskDeps {
  readonly tasks: Tasks;
  readonly callerOf: CallerOf;
}

export function cancelTaskRoute(app: FastifyInstance, { tasks, callerOf }: CancelTaskDeps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    paths.cancelTask,
    {
      schema: {
        tags: ["tasks"],
        summary: "End a task before its time and free its credits (our extension)",
        body: cancelTaskBody,
        response: answersWith(cancelledTask),
      },
    },
    async (request) => {
      const record = await tasks.cancel(callerOf(request).account, request.body.task_id);
      if (record === undefined) throw new AppError("NOT_FOUND", { facts: { what: "Task" } });
      const cancelled = record.failure?.reason === "TASK_CANCELLED";
      return success({ task_id: record.id, status: record.status, cancelled });
    },
  );
}
