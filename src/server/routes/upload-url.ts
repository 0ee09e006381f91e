import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { answerOf } from "../../contract/envelope.ts";
import { uploadTarget, uploadTypes, uploadUrlQuery } from "../../contract/files.ts";
import { paths } from "../../contract/paths.ts";
import type { LinksFor } from "../links.ts";
import type { MediaStore } from "../tasks/media-store.ts";
import type { UploadPermits } from "../upload-permits.ts";

export interface UploadUrlDeps {
  readonly media: MediaStore;
  readonly permits: UploadPermits;
  readonly linksFor: LinksFor;
}

const query = uploadUrlQuery.refine(
  ({ content_type, ext }) => uploadTypes[content_type].some((usual) => usual === ext),
  { path: ["ext"], error: "Input should be an extension of the content type" },
);

/** Where to PUT a file, and where it will be afterwards. */
export function uploadUrlRoute(app: FastifyInstance, deps: UploadUrlDeps): void {
  const { media, permits, linksFor } = deps;
  app
    .withTypeProvider<ZodTypeProvider>()
    .get(
      paths.uploadUrl,
      { schema: { querystring: query, response: { 200: answerOf(uploadTarget) } } },
      (request) => {
        const links = linksFor(request);
        const name = media.newName(request.query.content_type);
        const data = {
          presigned_url: links.upload(name, permits.sign(name)),
          file_url: links.media(name),
        };
        return { code: 200 as const, message: "success", data };
      },
    );
}
