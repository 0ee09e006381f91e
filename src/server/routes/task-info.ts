import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { paths } from "../../contract/paths.ts";
import { taskInfo } from "../../contract/task.ts";
import { AppError } from "../../core/errors.ts";
import type { CallerOf } from "../admission.ts";
import type { LinksFor } from "../links.ts";
import { describeTask } from "../tasks/task-record.ts";
import type { Tasks } from "../tasks/tasks.ts";
import { answersWith, success } from "./answers.ts";

export interface TaskInfoDeps {
  readonly tasks: Tasks;
  readonly callerOf: CallerOf;
  readonly linksFor: LinksFor;
}

const query = z.object({ task_id: z.string().length(36) });

export function taskInfoRoute(app: FastifyInstance, deps: TaskInfoDeps): void {
  const { tasks, callerOf, linksFor } = deps;
  app.withTypeProvider<ZodTypeProvider>().get(
    paths.taskInfo,
    {
      schema: {
        tags: ["tasks"],
        summary: "How a task is, and its result",
        querystring: query,
        response: answersWith(taskInfo),
      },
    },
    async (request) => {
      const record = await tasks.find(callerOf(request).account, request.query.task_id);
      if (record === undefined) throw new AppError("NOT_FOUND", { facts: { what: "Task" } });
      const data = describeTask(record, tasks.progress(record.id), linksFor(request).media);
      const place = record.status === "pending" ? tasks.place(record.id) : undefined;
      return success({
        ...data,
        ...(place && { queue: { ahead: place.ahead, at_once: place.atOnce } }),
      });
    },
  );
}
