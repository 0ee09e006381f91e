import type { Attachment } from "discord.js";
import { UserError } from "../core/errors.ts";
import type { MediaInput } from "../services/job-record.ts";

/**
 * Discord knows the size of an attachment, so nobody has to wait for a download that will be refused.
 * @throws UserError `MEDIA_TOO_LARGE`
 */
export function attached(
  role: "target" | "face",
  { url, size }: Pick<Attachment, "url" | "size">,
  limit: number,
): MediaInput {
  if (size > limit) throw new UserError("MEDIA_TOO_LARGE", { facts: { role, bytes: size, limit } });
  return { url, declaredBytes: size };
}
