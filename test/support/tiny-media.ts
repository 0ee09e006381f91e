/** A GIF of `frames` frames of one pixel, written block by block (GIF89a specification). */
export function tinyGif({ frames = 1, delayCs = 10, width = 1, height = 1 } = {}): Uint8Array {
  const header = [...ascii("GIF89a"), ...uint16(width), ...uint16(height), 0x80, 0, 0];
  const palette = [0, 0, 0, 255, 255, 255];
  const control = [0x21, 0xf9, 4, 0, ...uint16(delayCs), 0, 0];
  const image = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0];
  const body = Array.from({ length: frames }, () => [...control, ...image]).flat();
  return Uint8Array.from([...header, ...palette, ...body, 0x3b]);
}

/** A PNG that announces this size; its one pixel row is not there, so only its header can be read. */
export function pngHeader(width = 64, height = 64): Uint8Array {
  const ihdr = [...ascii("IHDR"), ...uint32(width), ...uint32(height), 8, 2, 0, 0, 0];
  return Uint8Array.from([0x89, ...ascii("PNG\r\n\x1a\n"), ...uint32(13), ...ihdr, ...uint32(0)]);
}

const ascii = (text: string) => [...Buffer.from(text, "latin1")];
const uint16 = (value: number) => [value & 255, value >> 8];
const uint32 = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255);
