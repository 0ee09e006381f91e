import { z } from "zod";

/** Every `code` of an answer that refuses. The HTTP status usually says the same, but only `code` counts. */
const refusalCodes = [401, 402, 403, 404, 422, 429, 455, 500, 501, 505] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** What others send: any integer code, and `data` may be missing. */
export const looseEnvelope = z.object({
  code: z.number().int(),
  message: z.string().catch(""),
  data: z.unknown().optional(),
  errors: z.array(z.string()).optional().catch(undefined),
});

/** What we send when all went well. */
export function answerOf<Data extends z.ZodType>(data: Data) {
  return z.object({ code: z.literal(200), message: z.string(), data });
}

/** What we send otherwise. `errors` stands in a 422 only, in place of `data`. */
export const refusal = z
  .object({
    code: z.literal(refusalCodes),
    message: z.string(),
    data: z.null().optional(),
    errors: z.array(z.string()).optional(),
  })
  .meta({
    id: "Refusal",
    examples: [
      { code: 404, message: "Task not found", data: null },
      {
        code: 422,
        message: "Missing Params or Type Error",
        errors: ["Value error, Invalid input for model gif-face-swap: video_url: Field required"],
      },
    ],
  });
export type Refusal = Readonly<z.infer<typeof refusal>>;
