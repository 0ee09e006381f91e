import type { ErrorCode, ErrorFacts } from "../../core/errors.ts";

/** Codes that differ for the log alone; the person reads one sentence for all of them. */
const shared = {
  STORE_FAILED: "ourFault",
  MODEL_UNUSABLE: "ourFault",
  REQUEST_INVALID: "ourFault",
  INTERNAL: "ourFault",
  SWAP_API_UNREACHABLE: "serviceTrouble",
  SWAP_API_ODD_ANSWER: "serviceTrouble",
  SWAP_API_BUSY: "serviceBusy",
  STORE_SHARE_FULL: "serviceBusy",
  SWAP_API_KEY: "ownerMustAct",
  SWAP_API_CREDITS: "ownerMustAct",
  KEY_MISSING: "ownerMustAct",
  KEY_UNKNOWN: "ownerMustAct",
  KEY_DISABLED: "ownerMustAct",
  ACCOUNT_EMPTY: "ownerMustAct",
  SWAP_API_MAINTENANCE: "maintenance",
  MAINTENANCE: "maintenance",
  SWAP_TIMED_OUT: "tookTooLong",
  ENGINE_TIMED_OUT: "tookTooLong",
} as const satisfies Partial<Record<ErrorCode, string>>;

type SharedCode = keyof typeof shared;
type SentenceName = Exclude<ErrorCode, SharedCode> | (typeof shared)[SharedCode];

/** Each says what is wrong and what to do next, with the figures where they are known. */
type Sentence = string | ((facts: ErrorFacts) => string);

/** What a person reads about an error. */
export interface ErrorSentences {
  readonly sentences: Readonly<Record<SentenceName, Sentence>>;
  /** Beside the sentence: the swap API's own words, which are not ours. */
  readonly serviceSaid: (detail: string) => string;
  /** Beside the sentence: what whoever runs the bot finds in the log. */
  readonly reference: (reference: string) => string;
  /** Beside the sentence, when a job failed. */
  readonly costNothing: string;
}

export function sentenceOf(
  { sentences }: ErrorSentences,
  code: ErrorCode,
  facts: ErrorFacts,
): string {
  const sentence = sentences[nameOf(code)];
  return typeof sentence === "string" ? sentence : sentence(facts);
}

/** Is this nobody's fault but ours, so that only the log can say more? */
export function isOurFault(code: ErrorCode): boolean {
  return nameOf(code) === "ourFault";
}

function nameOf(code: ErrorCode): SentenceName {
  return isShared(code) ? shared[code] : code;
}

const isShared = (code: ErrorCode): code is SharedCode => Object.hasOwn(shared, code);
