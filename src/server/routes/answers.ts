import type { z } from "zod";
import { answerOf, refusal } from "../../contract/envelope.ts";
import type { RefusalCode } from "../../contract/envelope.ts";

/** Every code but 200. The compiler says which one is missing. */
const refusals = {
  401: refusal,
  402: refusal,
  403: refusal,
  404: refusal,
  422: refusal,
  429: refusal,
  455: refusal,
  500: refusal,
  501: refusal,
  505: refusal,
} as const satisfies Record<RefusalCode, typeof refusal>;

/** The `response` of a route's schema: an envelope round `data`, or a refusal under the HTTP status of its code. */
export function answersWith<Data extends z.ZodType>(data: Data) {
  return { 200: answerOf(data), ...refusals };
}

/** The answer when all went well. */
export function success<Data>(data: Data) {
  return { code: 200 as const, message: "success", data };
}
