import type { IncomingMessage } from "node:http";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { uploadTypes } from "../../contract/files.ts";
import { AppError, UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import { mediaTypeOf } from "../tasks/media-store.ts";
import type { MediaStore } from "../tasks/media-store.ts";
import type { UploadPermits } from "../upload-permits.ts";

export interface UploadDeps {
  readonly media: MediaStore;
  readonly permits: UploadPermits;
}

const params = z.object({ name: z.string() });
const query = z.object({
  expires: z.coerce.number().int(),
  owner: z.string().regex(/^[\da-f]{32}$/),
  signature: z.string(),
});

const schema = {
  tags: ["files"],
  summary: "The PUT behind a presigned_url: the raw bytes, with the Content-Type asked for",
  security: [],
  params,
  querystring: query,
};

/** The PUT behind a presigned URL. The permit in the query stands in for the API key. */
export function uploadRoute(app: FastifyInstance, deps: UploadDeps): void {
  const { media, permits } = deps;
  // The body is left in the socket until the permit has been looked at.
  app.addContentTypeParser(Object.keys(uploadTypes), (_request, body, done) => done(null, body));

  app
    .withTypeProvider<ZodTypeProvider>()
    .put("/uploads/:name", { schema }, async (request, reply) => {
      const { name } = request.params;
      if (!permits.verify(name, request.query)) throw new AppError("NOT_FOUND");
      const type = mediaTypeOf(name);
      if (request.headers["content-type"] !== type) {
        throw new UserError("REQUEST_INVALID", {
          message: `content-type: Input should be ${type}`,
        });
      }
      const isTarget = type === "image/gif" || type?.startsWith("video/");
      const maxBytes = isTarget ? limits.maxTargetBytes : limits.maxFaceBytes;
      const announced = Number(request.headers["content-length"] ?? 0);
      if (announced > maxBytes) {
        throw new UserError("MEDIA_TOO_LARGE", { facts: { bytes: announced, limit: maxBytes } });
      }
      const { owner } = request.query;
      await media.write({ name, owner, chunks: bodyOf(request.raw), maxBytes });
      return reply.code(200).send();
    });
}

/** The body of a request; a client that hangs up in the middle is the client's fault. */
async function* bodyOf(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  try {
    // Destroying the socket on an early exit would take the refusal with it.
    for await (const chunk of request.iterator({ destroyOnReturn: false })) yield chunk;
  } catch (error) {
    throw new UserError("REQUEST_INVALID", { message: "The upload was cut off", cause: error });
  }
}
