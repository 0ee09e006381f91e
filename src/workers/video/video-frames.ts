import type { FileHandle } from "node:fs/promises";
import { UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import type { Raster } from "../../engine/raster.ts";
import { requireFewFrames } from "./probe-video.ts";
import { inputOf } from "../ffmpeg.ts";
import type { VideoKind } from "../ffmpeg.ts";
import { fileAt, startFfmpeg } from "./start-ffmpeg.ts";

const headerEnd = "ENDHDR\n";
/** A header is about 70 bytes. */
const maxHeaderBytes = 256;

/**
 * The upright pictures of a video one after another, at a steady rate. Each is a raster of its own; the decoder waits
 * while one is looked at.
 * @throws UserError `TARGET_BROKEN`, `MEDIA_TOO_MANY_FRAMES`
 */
export async function* videoFrames(
  kind: VideoKind,
  file: FileHandle,
  frameRate: string,
): AsyncGenerator<Raster> {
  // PAM (netpbm): every picture says its own size, which is that after the rotation that the container asks for.
  const pictures = `-vf fps=${frameRate} -pix_fmt rgba -c:v pam -f image2pipe`;
  // One frame more than allowed, so that a header that lies about their number is found out.
  const most = `-frames:v ${limits.maxVideoFrames + 1}`;
  const run = startFfmpeg({
    program: "ffmpeg",
    args: [
      ...inputOf(kind, fileAt(0)),
      ...`-map 0:v:0 -an -sn -dn ${pictures} ${most} pipe:1`.split(" "),
    ],
    files: [file],
    timeoutMs: limits.maxSwapMs,
  });
  let frames = 0;
  try {
    for await (const picture of pamPictures(run.stdout)) {
      frames += 1;
      requireFewFrames(frames);
      yield picture;
    }
    await run.ended;
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError("TARGET_BROKEN", { message: "The video cannot be decoded.", cause: error });
  } finally {
    run.kill();
  }
  if (frames === 0) {
    throw new UserError("TARGET_BROKEN", { message: "There is no picture in the video." });
  }
}

/** A stream of PAM files, as netpbm's pam(5) describes them, of four bytes a pixel. */
async function* pamPictures(stream: AsyncIterable<unknown>): AsyncGenerator<Raster> {
  let pending = Buffer.alloc(0);
  let picture: { width: number; height: number; data: Uint8Array; filled: number } | undefined;
  for await (const chunk of stream) {
    if (!(chunk instanceof Uint8Array)) throw new TypeError("a decoder writes bytes");
    pending = pending.length === 0 ? Buffer.from(chunk) : Buffer.concat([pending, chunk]);
    while (pending.length > 0) {
      if (picture === undefined) {
        const end = pending.indexOf(headerEnd);
        if (end < 0 && pending.length > maxHeaderBytes) throw new Error("no PAM header");
        if (end < 0) break;
        picture = { ...blankOf(pending.toString("latin1", 0, end)), filled: 0 };
        pending = pending.subarray(end + headerEnd.length);
      }
      const { data, filled, width, height } = picture;
      const part = pending.subarray(0, data.length - filled);
      data.set(part, filled);
      picture.filled += part.length;
      pending = pending.subarray(part.length);
      if (picture.filled < data.length) continue;
      picture = undefined;
      yield { width, height, data };
    }
  }
  if (picture !== undefined) throw new Error("the last picture is cut off");
}

function blankOf(header: string) {
  const numberOf = (field: string) =>
    Number(new RegExp(`^${field} (\\d+)$`, "m").exec(header)?.[1]);
  const [width, height] = [numberOf("WIDTH"), numberOf("HEIGHT")];
  const fits = Math.max(width, height) <= limits.maxSwappedVideoSide && numberOf("DEPTH") === 4;
  if (!fits) throw new Error(`an odd PAM header: ${header}`);
  return { width, height, data: new Uint8Array(width * height * 4) };
}
