import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { answerOf } from "../../contract/envelope.ts";
import { paths } from "../../contract/paths.ts";
import { taskInfo } from "../../contract/task.ts";
import { AppError } from "../../core/errors.ts";
import type { AccountOf } from "../admission.ts";
import type { LinksFor } from "../links.ts";
import { describeTask } from "../tasks/task-record.ts";
import type { Tasks } from "../tasks/tasks.ts";

export interface TaskInfoDeps {
  readonly tasks: Tasks;
  readonly accountOf: AccountOf;
  readonly linksFor: LinksFor;
}

const query = z.object({ task_id: z.string().length(36) });

export function taskInfoRoute(app: FastifyInstance, deps: TaskInfoDeps): void {
  const { tasks, accountOf, linksFor } = deps;
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      paths.taskInfo,
      { schema: { querystring: query, response: { 200: answerOf(taskInfo) } } },
      async (request) => {
        const record = await tasks.find(accountOf(request), request.query.task_id);
        if (record === undefined) throw new AppError("NOT_FOUND", { facts: { what: "Task" } });
        const data = describeTask(record, tasks.progress(record.id), linksFor(request).media);
        return { code: 200 as const, message: "success", data };
      },
    );
}
