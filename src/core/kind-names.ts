const names: ReadonlyMap<unknown, string> = new Map([
  ["gif", "a GIF"],
  ["png", "a PNG picture"],
  ["jpeg", "a JPEG picture"],
  ["webp", "a WebP picture"],
  ["avif", "an AVIF picture"],
  ["heic", "a HEIC photo"],
  ["mp4", "an MP4 video"],
  ["webm", "a WebM video"],
  ["html", "a web page"],
]);

/** What people call a kind of file, for the sentences about errors whose facts hold one. */
export function kindName(kind: unknown): string | undefined {
  return names.get(kind);
}
