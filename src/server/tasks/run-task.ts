import type { CreateTaskBody } from "../../contract/task.ts";
import { AppError, UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import { readWholeGif } from "../../media/read-whole-gif.ts";
import { readStillHeader } from "../../media/still-header.ts";
import type { Downloader } from "../../net/download.ts";
import type { SwapPool } from "../../workers/swap-port.ts";
import { mediaNameIn } from "../links.ts";
import type { MediaStore } from "./media-store.ts";
import type { RunTask } from "./task-life.ts";

export interface RunTaskDeps {
  readonly media: MediaStore;
  readonly downloader: Downloader;
  readonly pool: SwapPool;
}

/** Fetch both inputs, look at them before the engine does, swap, store the result. */
export function createRunTask({ media, downloader, pool }: RunTaskDeps): RunTask {
  /** Our own uploads are read where they lie; everything else comes through the guarded downloader. */
  async function fetchInput(url: string, maxBytes: number, signal: AbortSignal) {
    const stored = await media.read(mediaNameIn(url) ?? "");
    if (stored !== undefined) return stored;
    const { bytes } = await downloader.download(url, { maxBytes, signal });
    return bytes;
  }

  return async ({ param }, { onProgress, signal }) => {
    onProgress({ stage: "fetching", done: 0, of: 2 });
    const { kind, targetUrl, faceUrl } = inputsOf(param);
    const [target, face] = await Promise.all([
      fetchInput(targetUrl, limits.maxTargetBytes, signal),
      fetchInput(faceUrl, limits.maxFaceBytes, signal),
    ]);

    if (kind === "gif") readWholeGif(target);
    else readStillHeader(target, "target");
    readStillHeader(face, "face");

    onProgress({ stage: "queued", done: 0, of: 1 });
    const { bytes } = await pool.swap({ kind, target, face }, { onProgress, signal });
    if (bytes.length > limits.maxResultBytes) {
      const facts = { bytes: bytes.length, limit: limits.maxResultBytes };
      throw new UserError("RESULT_TOO_LARGE", { facts });
    }
    const name = media.newName(kind === "gif" ? "image/gif" : "image/png");
    await media.write(name, [bytes], limits.maxResultBytes);
    return name;
  };
}

function inputsOf({ model, input }: CreateTaskBody) {
  if (model === "gif-face-swap") {
    return { kind: "gif", targetUrl: input.video_url, faceUrl: input.new_face } as const;
  }
  if (model === "image-face-swap") {
    return { kind: "image", targetUrl: input.image_url, faceUrl: input.new_face } as const;
  }
  throw new AppError("FEATURE_OFF", { message: `${model} is not run here.` });
}
