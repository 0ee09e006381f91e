import { UpstreamError, UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { DetectionNews } from "../detection-news.ts";
import type { JobRecord } from "../job-record.ts";
import type { StepContext } from "./step.ts";

/** Everybody in a GIF or picture, as the swap API lists them for an hour. */
export type Located = Extract<DetectionNews, { kind: "found" }>;

/**
 * Has the API list the faces of a file that it was given. The same file always gives the same list.
 * @param file `url`: what `api.upload` returned
 * @returns undefined where the API does not look for faces
 * @throws UserError `NO_FACE_IN_TARGET`; UpstreamError
 */
export async function locateFaces(
  { url, isStill }: { readonly url: string; readonly isStill: boolean },
  { api, schedule, sleep, clock, signal }: StepContext,
): Promise<Located | undefined> {
  const kind = isStill ? "image" : "video";
  const detectTaskId = await orMissing(api.detectFaces({ kind, url }, signal));
  if (detectTaskId === undefined) return undefined;
  const endsAt = clock() + limits.maxDetectionWaitMs;
  for (let pauseMs = schedule.next(0); ; pauseMs = schedule.next(pauseMs)) {
    await sleep(pauseMs, signal);
    const news = await api.detection(detectTaskId, signal);
    if (news.kind === "found") return news;
    if (news.kind === "failed") throw notFound(news);
    if (clock() > endsAt) throw tooSlow();
  }
}

/** What of the list a job keeps. */
export function listOf({
  detectId,
  faces,
}: Located): Pick<NonNullable<JobRecord["uploads"]>, "detectId" | "crops"> {
  return { detectId, crops: faces.map(({ id, cropUrl: url }) => ({ id, url })) };
}

/** Other versions of the API may lack the call, or have it switched off. */
async function orMissing(asked: Promise<string>): Promise<string | undefined> {
  try {
    return await asked;
  } catch (error) {
    const status = error instanceof UpstreamError ? error.facts["status"] : undefined;
    if (status === 404 || status === 505) return undefined;
    throw error;
  }
}

function notFound({ code, detail }: Extract<DetectionNews, { kind: "failed" }>) {
  if (code === "NO_FACE_IN_TARGET") return new UserError(code);
  return new UpstreamError(code, {
    message: `No list of faces: ${detail ?? code}.`,
    facts: detail === undefined ? {} : { detail },
    next: "give-up",
  });
}

function tooSlow(): UpstreamError {
  return new UpstreamError("SWAP_TIMED_OUT", {
    message: `The faces were not listed within ${limits.maxDetectionWaitMs} ms.`,
    next: "give-up",
  });
}
