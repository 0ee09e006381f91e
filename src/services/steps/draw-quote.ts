import { limits } from "../../core/limits.ts";
import { faceNumber } from "../../core/face-card.ts";
import type { JobRecord } from "../job-record.ts";
import type { CheckedMedia } from "../media-intake.ts";
import type { Located } from "./locate-faces.ts";
import type { StepContext } from "./step.ts";

/** @returns undefined when it cannot be drawn: the card goes without */
export async function drawQuote(
  { id }: JobRecord,
  { target }: CheckedMedia,
  located: Located | undefined,
  { drawFaces, downloader, log, signal }: StepContext,
): Promise<Uint8Array | undefined> {
  const boxes = located?.group?.boxes ?? [];
  const shown = new Set(boxes.map((box) => box.id));
  const hidden = (located?.faces ?? []).filter((face) => !shown.has(face.id));
  try {
    const others = await Promise.all(
      hidden.map(async (face) => {
        const options = { maxBytes: limits.maxFaceBytes, signal };
        const { bytes } = await downloader.download(face.cropUrl, options);
        return { number: faceNumber(face.id), crop: bytes };
      }),
    );
    const job = {
      media: target.bytes,
      frame: located?.group?.frame,
      boxes: boxes.map(({ id: face, ...box }) => ({ number: faceNumber(face), box })),
      others,
    };
    return (await drawFaces(job, signal)).png;
  } catch (error) {
    signal.throwIfAborted();
    log.warn({ jobId: id, err: error }, "the quote has no picture");
    return undefined;
  }
}
