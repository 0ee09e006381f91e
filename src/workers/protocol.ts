import { z } from "zod";
import { errorCodes } from "../core/errors.ts";
import { photoFaults } from "../engine/photo-gate/photo-verdict.ts";
import type { Answer, OperationName, Question } from "./swap-port.ts";

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const count = z.number().int().min(0);
const kind = z.enum(["gif", "image", "mp4", "webm"]);
const role = z.enum(["target", "face", "result"]);
/** 0 natural … 1 likeness. */
const strength = z.number().min(0).max(1).optional();
const facts = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

const landmarks = z.custom<Float32Array>((value) => value instanceof Float32Array);
const region = z.strictObject({
  centreX: z.number(),
  centreY: z.number(),
  size: z.number(),
  angle: z.number(),
});
const tracks = z.array(
  z.strictObject({
    id: count,
    faces: z.array(
      z.strictObject({
        frame: count,
        scene: count,
        landmarks,
        region,
        presence: z.number(),
        colours: bytes,
        glasses: bytes.optional(),
        softness: z.number().optional(),
        grain: z.number().optional(),
        cutOff: z.literal(true).optional(),
        overlay: z.instanceof(Uint32Array).optional(),
      }),
    ),
  }),
);
const followed = z.strictObject({ frames: count, tracks }).optional();

const box = z.strictObject({ x: count, y: count, width: count, height: count });

/** What each operation is asked with. A new operation is a row here, one in `answers` and one in `engine-runner.ts`. */
export const questions: { readonly [Name in OperationName]: z.ZodType<Question<Name>> } = {
  swap: z.strictObject({
    job: z.union([
      z.strictObject({ kind, target: bytes, face: bytes, strength }),
      z.strictObject({ kind, target: bytes, faces: z.map(count, bytes), strength }),
    ]),
    followed,
  }),
  follow: z.strictObject({
    target: bytes,
    runs: z.array(z.strictObject({ from: count, to: count })).min(1),
  }),
  detectFaces: z.strictObject({ file: z.strictObject({ kind, media: bytes }), followed }),
  checkPhoto: bytes,
  fit: z.strictObject({ gif: bytes, maxBytes: count.min(1) }),
  toGif: z.strictObject({
    kind: z.enum(["mp4", "webm", "webp"]),
    media: bytes,
    maxBytes: count.min(1),
  }),
  drawFaces: z.strictObject({
    media: bytes,
    frame: count.optional(),
    boxes: z.array(z.strictObject({ number: count, box })),
    others: z.array(z.strictObject({ number: count, crop: bytes })),
  }),
  inspect: z.strictObject({ files: z.array(z.strictObject({ role, kind, bytes })).min(1) }),
};

/** What each operation is answered with when it succeeds. */
export const answers: { readonly [Name in OperationName]: z.ZodType<Answer<Name>> } = {
  swap: z.strictObject({ bytes, frames: count.min(1), framesSwapped: count }),
  follow: z
    .array(z.strictObject({ from: count, to: count, tracks, sceneBefore: count, lastScene: count }))
    .nullable(),
  detectFaces: z.strictObject({
    width: count,
    height: count,
    frames: count,
    group: z
      .strictObject({
        frame: count,
        boxes: z.array(z.strictObject({ index: count, box })),
      })
      .optional(),
    faces: z.array(
      z.strictObject({
        index: count,
        frame: count,
        box,
        size: count,
        seen: z.number(),
        crop: bytes,
      }),
    ),
  }),
  checkPhoto: z.strictObject({
    verdict: z.enum(["good", "usable", "refused"]),
    faults: z.array(z.strictObject({ code: z.enum(photoFaults), refused: z.boolean(), facts })),
  }),
  toGif: z.strictObject({ bytes }),
  drawFaces: z.strictObject({ png: bytes }),
  inspect: z.discriminatedUnion("rule", [
    z.strictObject({ rule: z.literal("none") }),
    z.strictObject({ rule: z.enum(["sexual", "minor"]), role }),
  ]),
  fit: z.strictObject({
    bytes,
    givenUp: z.array(
      z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("slight-changes") }),
        z.strictObject({ kind: z.literal("colours"), count }),
        z.strictObject({ kind: z.literal("fine-grain") }),
        z.strictObject({ kind: z.literal("size"), width: count, height: count }),
        z.strictObject({ kind: z.literal("every-second-frame") }),
      ]),
    ),
  }),
};

/** What the pool tells an engine process. `id` names the job in every answer about it. */
export const toEngine = z.strictObject({
  id: z.number().int(),
  operation: z.enum([
    "swap",
    "follow",
    "detectFaces",
    "checkPhoto",
    "fit",
    "toGif",
    "inspect",
    "drawFaces",
  ]),
  question: z.unknown(),
});
export type ToEngine = z.infer<typeof toEngine>;

const wireError = z.strictObject({
  kind: z.enum(["user", "upstream", "app", "bug"]),
  code: z.enum(errorCodes),
  message: z.string(),
  facts,
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
      done: count,
      of: count,
    }),
  }),
  z.strictObject({ kind: z.literal("done"), id: z.number().int(), answer: z.unknown() }),
  z.strictObject({ kind: z.literal("failed"), id: z.number().int(), error: wireError }),
]);
export type FromEngine = z.infer<typeof fromEngine>;
