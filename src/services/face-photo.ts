import type { UploadType } from "../contract/files.ts";
import { decodeStill } from "../stills/decode-still.ts";

/** The face photo as the swap API gets it: upright, without metadata, of a sane size. */
export interface FacePhoto {
  readonly bytes: Uint8Array;
  readonly type: Extract<UploadType, "image/jpeg">;
}

const quality = 92;

/**
 * A stranger's picture, re-encoded, so that nothing of the file but its pixels is passed on.
 * @param maxSide scales it down to this many pixels; without it, to what `decodeStill` allows
 * @throws UserError as `decodeStill` does
 */
export async function normalisePhoto(bytes: Uint8Array, maxSide?: number): Promise<FacePhoto> {
  const jpeg = await decodeStill(bytes, "face", (picture) => {
    const box = {
      width: maxSide,
      height: maxSide,
      fit: "inside",
      withoutEnlargement: true,
    } as const;
    return (maxSide === undefined ? picture : picture.resize(box))
      .flatten({ background: "white" })
      .jpeg({ quality, chromaSubsampling: "4:4:4" })
      .toBuffer();
  });
  return { bytes: jpeg, type: "image/jpeg" };
}
