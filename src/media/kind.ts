export type MediaKind = "gif" | "png" | "jpeg" | "webp" | "mp4" | "webm" | "avif" | "heic" | "html";

/** Bytes that `mediaKind` looks at; more may be given. */
const HEAD_BYTES = 256;

/** Brands of the ISO base media family (ISO/IEC 23008-12, 23000-22) that are pictures, not videos. */
const heicBrands = new Set(["heic", "heix", "hevc", "hevx", "heim", "heis"]);
const avifBrands = new Set(["avif", "avis"]);
const pictureBrands = new Set(["mif1", "msf1"]);

/** No comment reaches over its own end: else a row of n of them could be read in 2ⁿ ways, and each would be tried. */
const htmlStart =
  /^\uFEFF?\s*(?:<!--(?:(?!-->)[^])*-->\s*)*<(?:!doctype\s+html|html|head|body|script|meta|title)\b/i;

/**
 * What a file is by its first bytes. The name and the content type that came with it are somebody's claim and are not asked.
 * @param bytes the file, or at least its first 256 bytes
 * @returns undefined for everything that is neither media we know nor a web page
 */
export function mediaKind(bytes: Uint8Array): MediaKind | undefined {
  const head = String.fromCharCode(...bytes.subarray(0, HEAD_BYTES));
  if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) return "gif";
  if (head.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (head.startsWith("\xff\xd8\xff")) return "jpeg";
  if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) return "webp";
  if (head.startsWith("ftyp", 4)) return isoKind(head);
  if (head.startsWith("\x1a\x45\xdf\xa3") && head.includes("webm")) return "webm";
  // A UTF-8 byte order mark reads as three Latin-1 characters here.
  if (htmlStart.test(head.replace(/^\xef\xbb\xbf/, ""))) return "html";
  return undefined;
}

/** What can be made into a GIF: a video, or a WebP that moves (RFC 9649 §2.7.1.1: the animation flag of VP8X). */
export function movingKind(bytes: Uint8Array): "mp4" | "webm" | "webp" | undefined {
  const kind = mediaKind(bytes);
  if (kind === "mp4" || kind === "webm") return kind;
  const isExtended = String.fromCharCode(...bytes.subarray(12, 16)) === "VP8X";
  return kind === "webp" && isExtended && (bytes[20] & 2) !== 0 ? "webp" : undefined;
}

/** HEIC, AVIF and MP4 share one container; the major brand decides, and for the shared picture brands the compatible ones. */
function isoKind(head: string): MediaKind {
  const boxLength = Math.min(HEAD_BYTES, head.charCodeAt(2) * 256 + head.charCodeAt(3));
  const major = head.slice(8, 12);
  const compatible: string[] = [];
  for (let at = 16; at + 4 <= boxLength; at += 4) compatible.push(head.slice(at, at + 4));
  const brands = pictureBrands.has(major) ? compatible : [major];
  if (brands.some((brand) => avifBrands.has(brand))) return "avif";
  if (brands.some((brand) => heicBrands.has(brand)) || pictureBrands.has(major)) return "heic";
  return "mp4";
}
