/** Causes of causes beyond this say nothing new. */
const maxDepth = 5;
/** Fields of errors that are figures and names: ours, Node's, Discord's. */
const plainFields = ["code", "status", "statusCode", "next", "syscall", "retryAfterMs"] as const;

/** An error in the log. */
interface DescribedError {
  readonly type: string;
  readonly message: string;
  readonly stack?: string | undefined;
  readonly facts?: object | undefined;
  readonly cause?: DescribedError | undefined;
  readonly [field: string]: unknown;
}

/**
 * What of an error may be logged, by name. Libraries hang requests, bodies, addresses and whole clients on their errors;
 * none of that is taken.
 */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) {
    // Somebody threw something that is none; its fields are not ours to show.
    const message = typeof error === "string" ? error.slice(0, 500) : "Not an error.";
    return { type: typeof error, message };
  }
  const fields: Record<string, unknown> = {};
  for (const name of plainFields) {
    const value: unknown = Reflect.get(error, name);
    if (typeof value === "string" || typeof value === "number") fields[name] = value;
  }
  const facts: unknown = Reflect.get(error, "facts");
  const hasCause = error.cause !== undefined && depth < maxDepth;
  return {
    type: error.name,
    message: error.message,
    ...fields,
    ...(typeof facts === "object" && facts !== null && { facts: loggedFacts(facts) }),
    stack: error.stack,
    ...(hasCause && { cause: describeError(error.cause, depth + 1) }),
  };
}

/** What an error's sentence may say to its person, without the words that they themselves chose. */
export function loggedFacts(facts: object): object {
  return Object.fromEntries(Object.entries(facts).filter(([fact]) => fact !== "name"));
}
