import { deadline } from "../core/deadline.ts";
import { UserError } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { readMark } from "../media/read-mark.ts";
import type { AiMark } from "../media/read-mark.ts";
import type { FetchLink } from "./links/fetch-link.ts";

/**
 * What the file behind a link says about being AI-edited.
 * @throws UserError of the download; `MARKS_UNREADABLE` for what is neither GIF nor PNG; `TARGET_BROKEN`
 */
export type ReadMarks = (link: string) => Promise<AiMark>;

export function createReadMarks(fetchLink: FetchLink): ReadMarks {
  return async (link) => {
    const signal = deadline(limits.maxLinkMs);
    const bytes = await fetchLink(link, { maxBytes: limits.maxResultBytes, signal });
    try {
      return readMark(bytes);
    } catch (error) {
      const isOther = error instanceof UserError && error.code === "TARGET_NOT_IMAGE";
      throw isOther ? new UserError("MARKS_UNREADABLE", { cause: error }) : error;
    }
  };
}
