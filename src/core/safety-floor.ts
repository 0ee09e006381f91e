import { createHash } from "node:crypto";
import { AppError, UserError } from "./errors.ts";
import type { ErrorCode } from "./errors.ts";

/** A file whose pixels are to be looked at. */
export interface InspectedFile {
  readonly role: "target" | "face" | "result";
  readonly kind: "gif" | "image" | "mp4" | "webm";
  readonly bytes: Uint8Array;
}

/**
 * Says whether files that belong together break a rule; `workers/safety-process.ts` does it in a process of its own.
 * @throws UserError about a file that cannot be decoded; AppError when it could not be done; the reason of `signal`
 */
export type Inspect = (
  job: { readonly files: readonly InspectedFile[] },
  signal: AbortSignal,
) => Promise<SafetyVerdict>;

type SafetyVerdict =
  | { readonly rule: "none" }
  | { readonly rule: "sexual" | "minor"; readonly role: InspectedFile["role"] };

/**
 * What no setting removes: nothing sexual, and no minor's face in anything suggestive, goes into a swap or comes out of one.
 * Files that could not be looked at are refused like those that were.
 * @throws UserError `CONTENT_SEXUAL`, `CONTENT_MINOR` { role }; AppError `SAFETY_CHECK_FAILED`; the reason of `signal`
 */
export type SafetyFloor = (files: readonly InspectedFile[], signal: AbortSignal) => Promise<void>;

/** Files that were found harmless are known again by their hash: a job may need to take them up more than once. */
const maxRemembered = 128;
const codes = {
  sexual: "CONTENT_SEXUAL",
  minor: "CONTENT_MINOR",
} as const satisfies Record<"sexual" | "minor", ErrorCode>;

export function createSafetyFloor(inspect: Inspect): SafetyFloor {
  const harmless = new Set<string>();

  return async (files, signal) => {
    const name = nameOf(files);
    if (harmless.has(name)) return;
    const verdict = await inspectTwice(inspect, files, signal);
    if (verdict.rule !== "none") {
      const { rule, role } = verdict;
      throw new UserError(codes[rule], { message: `The ${role} is refused.`, facts: { role } });
    }
    harmless.add(name);
    const [oldest = ""] = harmless;
    if (harmless.size > maxRemembered) harmless.delete(oldest);
  };
}

/** A process that died may have been killed for something else than these files. */
async function inspectTwice(
  inspect: Inspect,
  files: readonly InspectedFile[],
  signal: AbortSignal,
): Promise<SafetyVerdict> {
  try {
    return await inspect({ files }, signal);
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof AppError) || error.code !== "ENGINE_CRASHED") throw asRefusal(error);
  }
  try {
    return await inspect({ files }, signal);
  } catch (error) {
    signal.throwIfAborted();
    throw asRefusal(error);
  }
}

/** What is wrong with a file stays what it is; everything else means that nobody has looked. */
function asRefusal(error: unknown): unknown {
  if (error instanceof UserError) return error;
  return new AppError("SAFETY_CHECK_FAILED", {
    message: "The files could not be looked at, so they are refused.",
    cause: error,
  });
}

function nameOf(files: readonly InspectedFile[]): string {
  const hash = createHash("sha256");
  for (const { role, kind, bytes } of files) {
    hash.update(`${role} ${kind} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}
