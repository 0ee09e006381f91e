/** What the header of a still picture says, by its own format's rules. */
export interface StillSize {
  /** Pixels as stored, before any EXIF orientation. */
  readonly width: number;
  readonly height: number;
  /** More than one frame; decoders of stills show the first. */
  readonly animated: boolean;
  /**
   * Bytes that a decoder must hold at once beyond the rows it gives out: whole pictures for formats that come in passes.
   * Left out where it can work row by row, or in blocks of a few megabytes.
   */
  readonly heldBytes?: number;
}

export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The four letters that name a chunk or box. */
export function fourCharacters(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}
