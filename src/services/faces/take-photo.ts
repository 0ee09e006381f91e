import { deadline } from "../../core/deadline.ts";
import { limits } from "../../core/limits.ts";
import type { Logger } from "../../core/logger.ts";
import { normalisePhoto } from "../face-photo.ts";
import type { MediaInput } from "../job-record.ts";
import type { FetchLink } from "../links/fetch-link.ts";
import type { PhotoAdvice } from "../reply-port.ts";
import { judgeFace } from "../steps/judge-face.ts";
import type { StepContext } from "../steps/step.ts";

interface TakenPhoto {
  /** JPEG, upright, without metadata, at most `limits.maxSavedFaceSide` pixels a side. */
  readonly bytes: Uint8Array;
  /** What would make it better. */
  readonly advice: PhotoAdvice | undefined;
}

export interface TakePhotoDeps {
  readonly fetchLink: FetchLink;
  readonly api: Pick<StepContext["api"], "upload" | "checkFace" | "judgesFaces">;
  readonly log: Logger;
}

/**
 * Fetches a photo that a person wants to keep, and has it judged where the swap API does that: one that makes no good swap
 * is better known now than at the first use.
 * @throws UserError of the download, of the picture, and the worst fault of a photo that would be refused; UpstreamError
 */
export type TakePhoto = (input: MediaInput) => Promise<TakenPhoto>;

export function createTakePhoto({ fetchLink, api, log }: TakePhotoDeps): TakePhoto {
  return async ({ url }) => {
    const signal = deadline(limits.maxTakePhotoMs);
    const file = await fetchLink(url, { maxBytes: limits.maxFaceBytes, signal });
    const photo = await normalisePhoto(file, limits.maxSavedFaceSide);
    const advice = await judgeFace(photo, { api, carried: {}, log, signal });
    return { bytes: photo.bytes, advice };
  };
}
