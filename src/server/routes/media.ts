import { createReadStream } from "node:fs";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Clock } from "../../core/clock.ts";
import { AppError } from "../../core/errors.ts";
import type { MediaStore } from "../tasks/media-store.ts";

export interface MediaDeps {
  readonly media: MediaStore;
  readonly clock: Clock;
}

const params = z.object({ name: z.string() });

/** Uploads and results, for whoever knows their names, until they expire. Always whole: they are small. */
export function mediaRoute(app: FastifyInstance, { media, clock }: MediaDeps): void {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: ["GET", "HEAD"],
    url: "/media/:name",
    schema: {
      tags: ["files"],
      summary: "An upload, a result or a crop, until it expires",
      security: [],
      params,
    },
    handler: async (request, reply) => {
      const file = await media.find(request.params.name);
      if (file === undefined) throw new AppError("NOT_FOUND");
      const secondsLeft = Math.floor((file.expiresAt - clock()) / 1000);
      reply.headers({
        "content-type": file.type,
        "content-length": file.bytes,
        "cache-control": `private, max-age=${secondsLeft}, immutable`,
        "accept-ranges": "none",
        // What strangers uploaded is shown as the picture it is, never sniffed into a page or run as one.
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
      });
      return reply.send(request.method === "HEAD" ? undefined : createReadStream(file.path));
    },
  });
}
