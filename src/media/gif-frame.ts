/** Bytes `start ≤ i < end` of the file. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** One image of a GIF as the file describes it; nothing is decoded. */
export interface GifFrame {
  /** The rectangle on the canvas in pixels; it may reach beyond the canvas or be empty. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** The local colour table, RGB triples; a view into the file. */
  readonly palette: Uint8Array | undefined;
  readonly interlaced: boolean;
  /** Hundredths of a second, as stored: 0 and 1 are shown as 10 by browsers. */
  readonly delayCs: number;
  /** 0…7. 2 clears the rectangle afterwards, 3 brings back what was there, all others keep the picture. */
  readonly disposal: number;
  /** The palette index that draws nothing. */
  readonly transparent: number | undefined;
  readonly minCodeSize: number;
  /** False for a last frame that the file cuts off; the pixels that are missing draw nothing. */
  readonly complete: boolean;
  /** The graphic control extension that belongs to this image, from its introducer to its terminator. */
  readonly control: ByteRange | undefined;
  /** From the image separator to the end of the data. */
  readonly image: ByteRange;
  /** The LZW data in its sub-blocks, after the minimum code size. */
  readonly data: ByteRange;
}

/** The descriptor of the image that begins at `at`; undefined when the file ends before its data. */
export function frameAt(
  bytes: Uint8Array,
  at: number,
  control: ByteRange | undefined,
): GifFrame | undefined {
  const flags = bytes[at + 9];
  const codeSizeAt = at + 10 + tableLength(flags);
  // A frame without a single byte of data is no frame: there is nothing of it to show.
  if (codeSizeAt + 2 > bytes.length) return undefined;
  const dataEnd = skipSubBlocks(bytes, codeSizeAt + 1);
  const end = Math.min(dataEnd, bytes.length);
  const controlFlags = control === undefined ? 0 : bytes[control.start + 3];
  return {
    x: uint16(bytes, at + 1),
    y: uint16(bytes, at + 3),
    width: uint16(bytes, at + 5),
    height: uint16(bytes, at + 7),
    palette: tableAt(bytes, at + 10, flags),
    interlaced: (flags & 0x40) !== 0,
    delayCs: control === undefined ? 0 : uint16(bytes, control.start + 4),
    disposal: (controlFlags >> 2) & 7,
    transparent:
      control !== undefined && (controlFlags & 1) !== 0 ? bytes[control.start + 6] : undefined,
    minCodeSize: bytes[codeSizeAt],
    complete: dataEnd <= bytes.length,
    control,
    image: { start: at, end },
    data: { start: codeSizeAt + 1, end },
  };
}

/** The offset after the terminator, or one beyond the end of the file when there is no terminator. */
export function skipSubBlocks(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length) {
    const length = bytes[at++];
    if (length === 0) return at;
    at += length;
  }
  return bytes.length + 1;
}

/** Bytes of the colour table that these descriptor flags announce. */
export function tableLength(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 * (2 << (flags & 7));
}

/** The colour table that these flags announce: RGB triples, a view into the file. */
export function tableAt(bytes: Uint8Array, at: number, flags: number): Uint8Array | undefined {
  const length = tableLength(flags);
  return length === 0 ? undefined : bytes.subarray(at, at + length);
}

/** Little-endian. */
export function uint16(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8);
}
