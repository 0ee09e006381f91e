import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  modalities,
  modelDetails,
  modelInputs,
  modelList,
  models,
  modelsQuery,
} from "../../contract/models.ts";
import type { Model } from "../../contract/models.ts";
import { paths } from "../../contract/paths.ts";
import { AppError } from "../../core/errors.ts";
import { answersWith, success } from "./answers.ts";

export interface ModelsDeps {
  readonly available: ReadonlySet<Model>;
}

/** What this server can do, in the words of CreateTask. */
export function modelsRoutes(app: FastifyInstance, { available }: ModelsDeps): void {
  const routes = app.withTypeProvider<ZodTypeProvider>();

  function summaryOf(model: Model) {
    const modality = modalities.find((each) => model.startsWith(each)) ?? "image";
    const operation = "face-swap" as const;
    return { model, modality, operation, available: available.has(model) };
  }

  routes.get(
    paths.models,
    {
      schema: {
        tags: ["models"],
        summary: "All models, or those of a modality or an operation",
        querystring: modelsQuery,
        response: answersWith(modelList),
      },
    },
    ({ query }) => {
      const list = models
        .map(summaryOf)
        .filter(
          ({ modality, operation }) =>
            [undefined, "", modality].includes(query.modality) &&
            [undefined, "", operation].includes(query.operation),
        );
      return success({ models: list });
    },
  );

  routes.get(
    `${paths.models}/:model`,
    {
      schema: {
        tags: ["models"],
        summary: "The JSON Schema of a model's input",
        params: z.object({ model: z.string() }),
        response: answersWith(modelDetails),
      },
    },
    ({ params }) => {
      const model = models.find((name) => name === params.model);
      if (model === undefined) throw new AppError("NOT_FOUND", { facts: { what: "Model" } });
      const input_schema = z.toJSONSchema(modelInputs[model], { io: "input" });
      const required_input_fields = input_schema.required ?? [];
      return success({ ...summaryOf(model), input_schema, required_input_fields });
    },
  );
}
