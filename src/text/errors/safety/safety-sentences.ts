import type { ErrorCode, ErrorFacts } from "../../../core/errors.ts";

/** What no setting removes: each sentence says which rule it is. `role` among the facts names the file. */
export type SafetySentences = Readonly<
  Record<
    Extract<ErrorCode, `CONTENT_${string}` | "SAFETY_CHECK_FAILED">,
    string | ((facts: ErrorFacts) => string)
  >
>;
