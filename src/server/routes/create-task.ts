import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { answerOf } from "../../contract/envelope.ts";
import { paths } from "../../contract/paths.ts";
import { createTaskBody, createdTask } from "../../contract/task.ts";
import { limits } from "../../core/limits.ts";
import type { AccountOf } from "../admission.ts";
import type { Tasks } from "../tasks/tasks.ts";

export interface CreateTaskDeps {
  readonly tasks: Tasks;
  readonly accountOf: AccountOf;
}

export function createTaskRoute(app: FastifyInstance, { tasks, accountOf }: CreateTaskDeps): void {
  app.withTypeProvider<ZodTypeProvider>().post(
    paths.createTask,
    {
      bodyLimit: limits.maxRequestBytes,
      schema: { body: createTaskBody, response: { 200: answerOf(createdTask) } },
    },
    async (request) => {
      const { id } = await tasks.create(accountOf(request), request.body);
      return { code: 200 as const, message: "success", data: { task_id: id } };
    },
  );
}
