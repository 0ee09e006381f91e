import { UserError } from "../core/errors.ts";
import { mediaKind } from "./kind.ts";
import { statementsInGif } from "./mark-gif.ts";
import { statementsInPng } from "./mark-png.ts";
import type { MarkStatement } from "./xmp-packet.ts";

/** What a file says about itself. Marks can be written and removed by anybody: they are statements, not proofs. */
export interface AiMark {
  readonly aiEdited: boolean;
  /** The last one that says AI; else the last one there is. As written in the file: the address of an IPTC news code. */
  readonly digitalSourceType?: string;
  /** A mark names this program. */
  readonly madeHere: boolean;
}

/**
 * Reads what a GIF or a PNG says about being AI-edited; a file may say it more than once, as a source that was marked by
 * one tool and edited by another. One statement that says AI is enough.
 * @throws UserError TARGET_NOT_IMAGE (neither GIF nor PNG), TARGET_BROKEN (a GIF without a frame), MEDIA_TOO_MANY_FRAMES
 */
export function readMark(bytes: Uint8Array): AiMark {
  let aiEdited = false;
  let madeHere = false;
  let aiType: string | undefined;
  let otherType: string | undefined;
  for (const statement of statementsIn(bytes)) {
    aiEdited ||= statement.aiEdited;
    madeHere ||= statement.madeHere;
    if (statement.aiEdited) aiType = statement.digitalSourceType ?? aiType;
    else otherType = statement.digitalSourceType ?? otherType;
  }
  const digitalSourceType = aiType ?? otherType;
  return { aiEdited, madeHere, ...(digitalSourceType !== undefined && { digitalSourceType }) };
}

function statementsIn(bytes: Uint8Array): Generator<MarkStatement, void, undefined> {
  const kind = mediaKind(bytes);
  if (kind === "gif") return statementsInGif(bytes);
  if (kind === "png") return statementsInPng(bytes);
  throw new UserError("TARGET_NOT_IMAGE", {
    message: `Marks are read from GIF and PNG, not from ${kind ?? "a file of an unknown kind"}.`,
  });
}
