import { movingKind } from "../media/kind.ts";

/**
 * Makes a GIF of at most `maxBytes` of a video or a moving WebP; `workers/gif-maker-process.ts` does it in a process of its
 * own, whichever API is used.
 * @throws UserError about the file, `TARGET_NOT_GIF` { kind } where this machine cannot read videos; the reason of `signal`
 */
export type GifMaker = (
  job: {
    readonly kind: "mp4" | "webm" | "webp";
    readonly media: Uint8Array;
    readonly maxBytes: number;
  },
  signal: AbortSignal,
) => Promise<{ readonly bytes: Uint8Array }>;

/** What moves comes out as a GIF; everything else as it is. */
export async function asGif(
  media: Uint8Array,
  maxBytes: number,
  toGif: GifMaker,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const kind = movingKind(media);
  return kind === undefined ? media : (await toGif({ kind, media, maxBytes }, signal)).bytes;
}
