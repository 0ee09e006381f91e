import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import {
  createdDetection,
  detectImageBody,
  detectResult,
  detectResultQuery,
  detectVideoBody,
} from "../../contract/detect.ts";
import { paths } from "../../contract/paths.ts";
import { AppError } from "../../core/errors.ts";
import type { CallerOf } from "../admission.ts";
import type { LinksFor } from "../links.ts";
import type { RefuseInMaintenance } from "../maintenance.ts";
import { describeDetection } from "../tasks/detection-record.ts";
import type { Detections } from "../tasks/detections.ts";
import { answersWith, success } from "./answers.ts";

export interface DetectFaceDeps {
  readonly detections: Detections;
  readonly callerOf: CallerOf;
  readonly linksFor: LinksFor;
  readonly refuseInMaintenance: RefuseInMaintenance;
}

const tags = ["faces"];

/** The first half of a multi swap: which faces are there? */
export function detectFaceRoutes(app: FastifyInstance, deps: DetectFaceDeps): void {
  const { detections, callerOf, linksFor, refuseInMaintenance } = deps;
  const routes = app.withTypeProvider<ZodTypeProvider>();

  routes.post(
    paths.detectFaceImage,
    {
      onRequest: refuseInMaintenance,
      schema: {
        tags,
        summary: "Find the faces of a picture",
        body: detectImageBody,
        response: answersWith(createdDetection),
      },
    },
    async (request) => {
      const { image_url } = request.body;
      const { taskId } = await detections.create(callerOf(request), "image", image_url);
      return success({ detect_task_id: taskId });
    },
  );

  routes.post(
    paths.detectFaceVideo,
    {
      onRequest: refuseInMaintenance,
      schema: {
        tags,
        summary: "Find the faces of a GIF or a video",
        body: detectVideoBody,
        response: answersWith(createdDetection),
      },
    },
    async (request) => {
      const { video_url } = request.body;
      const { taskId } = await detections.create(callerOf(request), "video", video_url);
      return success({ detect_task_id: taskId });
    },
  );

  routes.get(
    paths.detectFaceResult,
    {
      schema: {
        tags,
        summary: "The faces that were found, each with a link to its crop",
        querystring: detectResultQuery,
        response: answersWith(detectResult),
      },
    },
    async (request) => {
      const { account } = callerOf(request);
      const record = await detections.find(account, request.query.detect_task_id);
      if (!record) throw new AppError("NOT_FOUND", { facts: { what: "Detection" } });
      return success(describeDetection(record, linksFor(request).media));
    },
  );
}
