import { z } from "zod";
import { errorCodes } from "../core/errors.ts";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);

/** What the pool tells an engine process. `id` names the job in every answer about it. */
export const toEngine = z.strictObject({
  kind: z.literal("swap"),
  id: z.number().int(),
  job: z.strictObject({ kind: z.enum(["gif", "image"]), target: bytes, face: bytes }),
});
export type ToEngine = z.infer<typeof toEngine>;

const wireError = z.strictObject({
  kind: z.enum(["user", "upstream", "app", "bug"]),
  code: z.enum(errorCodes),
  message: z.string(),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

/** What an engine process tells the pool. First `ready` or `unusable`, then for each job news and one end. */
export const fromEngine = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("ready") }),
  z.strictObject({ kind: z.literal("unusable"), error: wireError }),
  z.strictObject({
    kind: z.literal("progress"),
    id: z.number().int(),
    progress: z.strictObject({
      stage: z.enum(["loading", "finding", "drawing"]),
      done: z.number().int().min(0),
      of: z.number().int().min(0),
    }),
  }),
  z.strictObject({
    kind: z.literal("done"),
    id: z.number().int(),
    outcome: z.strictObject({
      bytes,
      frames: z.number().int().min(1),
      framesSwapped: z.number().int().min(0),
    }),
  }),
  z.strictObject({ kind: z.literal("failed"), id: z.number().int(), error: wireError }),
]);
export type FromEngine = z.infer<typeof fromEngine>;
