import type { ByteRange } from "./gif-frame.ts";

const SIGNATURE_LENGTH = 8;
/** Length, type and checksum. */
const CHUNK_FRAME = 12;

/** From its length to its checksum. */
export interface PngChunk extends ByteRange {
  /** Four letters. */
  readonly type: string;
  /** A view into the file. */
  readonly data: Uint8Array;
}

/** The chunks of a PNG up to IEND, or up to the first one that the file cuts off. Checksums are not looked at. */
export function* pngChunks(bytes: Uint8Array): Generator<PngChunk, void, undefined> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let start = SIGNATURE_LENGTH;
  while (start + CHUNK_FRAME <= bytes.length) {
    const end = start + CHUNK_FRAME + view.getUint32(start);
    if (end > bytes.length) return;
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    yield { type, start, end, data: bytes.subarray(start + 8, end - 4) };
    if (type === "IEND") return;
    start = end;
  }
}

/** PNG third edition §5.3: length, type, data and the CRC of type and data. */
export function pngChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = new Uint8Array(CHUNK_FRAME + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(
    Uint8Array.from(type, (letter) => letter.charCodeAt(0)),
    4,
  );
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

/** PNG third edition §5.5: the CRC of ISO 3309, here bit by bit, since chunks of ours are about 1 kB. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xff_ff_ff_ff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ ((crc & 1) === 0 ? 0 : 0xed_b8_83_20);
  }
  return ~crc >>> 0;
}
