import { UserError } from "../core/errors.ts";
import { mediaKind } from "../media/kind.ts";
import type { FaceMedia } from "../workers/swap-port.ts";

/** How the engine reads a file. @throws UserError `TARGET_NOT_IMAGE` */
export function jobKind(file: Uint8Array): FaceMedia["kind"] {
  const kind = mediaKind(file);
  if (kind === "gif") return "gif";
  if (kind === "png" || kind === "jpeg" || kind === "webp") return "image";
  throw new UserError("TARGET_NOT_IMAGE", {
    message: `The file is ${kind ?? "of an unknown kind"}.`,
  });
}
