import { UserError } from "../../core/errors.ts";
import { limits } from "../../core/limits.ts";
import { readWholeGif } from "../../media/read-whole-gif.ts";
import { readStillHeader } from "../../media/still-header.ts";
import type { Downloader } from "../../net/download.ts";
import type { SwapPool } from "../../workers/swap-port.ts";
import { mediaNameIn } from "../links.ts";
import type { MediaStore } from "./media-store.ts";
import type { RunTask } from "./tasks.ts";

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

  return async ({ model, input }, { onProgress, signal }) => {
    onProgress({ stage: "fetching", done: 0, of: 2 });
    const isGif = model === "gif-face-swap";
    const [target, face] = await Promise.all([
      fetchInput(isGif ? input.video_url : input.image_url, limits.maxTargetBytes, signal),
      fetchInput(input.new_face, limits.maxFaceBytes, signal),
    ]);

    if (isGif) readWholeGif(target);
    else readStillHeader(target, "target");
    readStillHeader(face, "face");

    onProgress({ stage: "queued", done: 0, of: 1 });
    const job = { kind: isGif ? "gif" : "image", target, face } as const;
    const { bytes } = await pool.swap(job, { onProgress, signal });
    if (bytes.length > limits.maxResultBytes) {
      const facts = { bytes: bytes.length, limit: limits.maxResultBytes };
      throw new UserError("RESULT_TOO_LARGE", { facts });
    }
    const name = media.newName(isGif ? "image/gif" : "image/png");
    await media.write(name, [bytes], limits.maxResultBytes);
    return name;
  };
}
