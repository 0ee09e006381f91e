import type { ErrorCode, ErrorFacts } from "../core/errors.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { sentenceOf } from "../text/errors/error-sentences.ts";
import { quoted } from "../text/markdown.ts";

/** What may stand beside the sentence. */
interface ErrorTextExtras {
  /** The swap API's own words; quoted, since they are not ours. */
  readonly detail?: string | undefined;
  /** What the person can tell the owner, who finds it in the log. */
  readonly reference?: string | undefined;
}

/** An error as a message for the person: one sentence or two, then the small print. */
export function errorText(
  { errors }: Catalogue,
  code: ErrorCode,
  facts: ErrorFacts = {},
  extras: ErrorTextExtras = {},
): string {
  const lines = [sentenceOf(errors, code, facts)];
  const detail = quoted(extras.detail ?? "");
  if (detail !== "") lines.push(`-# ${errors.serviceSaid(detail)}`);
  if (extras.reference !== undefined) lines.push(`-# ${errors.reference(extras.reference)}`);
  return lines.join("\n");
}
