import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { uploadTarget, uploadTypes, uploadUrlQuery } from "../../contract/files.ts";
import { paths } from "../../contract/paths.ts";
import type { CallerOf } from "../admission.ts";
import type { LinksFor } from "../links.ts";
import type { RefuseInMaintenance } from "../maintenance.ts";
import { ownerOf } from "../tasks/media-store.ts";
import type { MediaStore } from "../tasks/media-store.ts";
import type { UploadPermits } from "../upload-permits.ts";
import { answersWith, success } from "./answers.ts";

export interface UploadUrlDeps {
  readonly media: MediaStore;
  readonly permits: UploadPermits;
  readonly callerOf: CallerOf;
  readonly linksFor: LinksFor;
  readonly refuseInMaintenance: RefuseInMaintenance;
}

const query = uploadUrlQuery.refine(
  ({ content_type, ext }) => uploadTypes[content_type].some((usual) => usual === ext),
  { path: ["ext"], error: "Input should be an extension of the content type" },
);

/** Where to PUT a file, and where it will be afterwards. */
export function uploadUrlRoute(app: FastifyInstance, deps: UploadUrlDeps): void {
  const { media, permits, callerOf, linksFor, refuseInMaintenance } = deps;
  app.withTypeProvider<ZodTypeProvider>().get(
    paths.uploadUrl,
    {
      onRequest: refuseInMaintenance,
      schema: {
        tags: ["files"],
        summary: "Where to PUT a file, and where it will be afterwards",
        querystring: query,
        response: answersWith(uploadTarget),
      },
    },
    (request) => {
      const links = linksFor(request);
      const name = media.newName(request.query.content_type);
      const data = {
        presigned_url: links.upload(name, permits.sign(name, ownerOf(callerOf(request).account))),
        file_url: links.media(name),
      };
      return success(data);
    },
  );
}
