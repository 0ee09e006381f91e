import type { Rect } from "../raster.ts";
import type { ByteWriter } from "./byte-writer.ts";

const EXTENSION = 0x21;
const GRAPHIC_CONTROL = 0xf9;
const APPLICATION = 0xff;
const IMAGE = 0x2c;
export const TRAILER = 0x3b;

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

export interface ScreenFields {
  readonly width: number;
  readonly height: number;
  /** RGB triples, 1…256 colours. */
  readonly palette?: Uint8Array | undefined;
  readonly backgroundIndex?: number;
  readonly aspect?: number;
}

/** Signature, logical screen descriptor and global colour table. */
export function writeHeader(writer: ByteWriter, screen: ScreenFields): void {
  writer.bytes(ascii("GIF89a"));
  writer.uint16(screen.width);
  writer.uint16(screen.height);
  // Bits 4…6 say that the original had 8 bits a channel.
  writer.byte(0x70 | tableFlags(screen.palette));
  writer.byte(screen.backgroundIndex ?? 0);
  writer.byte(screen.aspect ?? 0);
  writeTable(writer, screen.palette);
}

/** @param loop 0 is for ever, n is n more times after the first, up to 65535. */
export function writeLoop(writer: ByteWriter, loop: number): void {
  writer.bytes(Uint8Array.of(EXTENSION, APPLICATION, 11));
  writer.bytes(ascii("NETSCAPE2.0"));
  writer.bytes(Uint8Array.of(3, 1));
  writer.uint16(loop);
  writer.byte(0);
}

export interface ControlFields {
  readonly delayCs: number;
  readonly disposal: number;
  readonly transparent: number | undefined;
}

/** The graphic control extension. */
export function writeControl(writer: ByteWriter, control: ControlFields): void {
  writer.bytes(Uint8Array.of(EXTENSION, GRAPHIC_CONTROL, 4));
  writer.byte((control.disposal << 2) | (control.transparent === undefined ? 0 : 1));
  writer.uint16(control.delayCs);
  writer.byte(control.transparent ?? 0);
  writer.byte(0);
}

/** The image descriptor and the local colour table; the LZW data comes next. */
export function writeImageDescriptor(
  writer: ByteWriter,
  rect: Rect,
  palette?: Uint8Array,
  interlaced = false,
): void {
  writer.byte(IMAGE);
  writer.uint16(rect.x);
  writer.uint16(rect.y);
  writer.uint16(rect.width);
  writer.uint16(rect.height);
  writer.byte((interlaced ? 0x40 : 0) | tableFlags(palette));
  writeTable(writer, palette);
}

/** Bits that hold an index of a table with this many colours, 1…8. */
export function indexBits(colours: number): number {
  return Math.max(1, 32 - Math.clz32(colours - 1));
}

function tableFlags(palette: Uint8Array | undefined): number {
  return palette === undefined ? 0 : 0x80 | (indexBits(palette.length / 3) - 1);
}

/** Tables hold a power of two; what is missing is black. */
function writeTable(writer: ByteWriter, palette: Uint8Array | undefined) {
  if (palette === undefined) return;
  writer.bytes(palette);
  writer.bytes(new Uint8Array(3 * (1 << indexBits(palette.length / 3)) - palette.length));
}
