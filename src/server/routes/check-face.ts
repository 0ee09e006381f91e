import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { checkFaceBody, faceVerdict } from "../../contract/extensions.ts";
import { paths } from "../../contract/paths.ts";
import type { CheckFace } from "../face-checks.ts";
import type { RefuseInMaintenance } from "../maintenance.ts";
import { answersWith, success } from "./answers.ts";

export interface CheckFaceDeps {
  readonly checkFace: CheckFace;
  readonly refuseInMaintenance: RefuseInMaintenance;
}

export function checkFaceRoute(app: FastifyInstance, deps: CheckFaceDeps): void {
  const { checkFace, refuseInMaintenance } = deps;
  app.withTypeProvider<ZodTypeProvider>().post(
    paths.checkFace,
    {
      onRequest: refuseInMaintenance,
      schema: {
        tags: ["faces"],
        summary: "What a photo is worth as a new face (our extension)",
        body: checkFaceBody,
        response: answersWith(faceVerdict),
      },
    },
    async (request) => success(await checkFace(request.body.image_url)),
  );
}
