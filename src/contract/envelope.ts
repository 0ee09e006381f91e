import { z } from "zod";

/** Every `code` an answer can carry. The HTTP status usually says the same, but only `code` counts. */
export const apiCodes = [200, 401, 402, 403, 404, 422, 429, 455, 500, 501, 505] as const;
export type ApiCode = (typeof apiCodes)[number];

/** What others send: any integer code, and `data` may be missing. */
export const looseEnvelope = z.object({
  code: z.number().int(),
  message: z.string().catch(""),
  data: z.unknown().optional(),
  errors: z.array(z.string()).optional().catch(undefined),
});

/** What we send. `errors` stands in a 422 only, in place of `data`. */
export interface Envelope<Data> {
  readonly code: ApiCode;
  readonly message: string;
  readonly data?: Data | null;
  readonly errors?: readonly string[];
}
