const names = {
  gif: "a GIF",
  png: "a PNG picture",
  jpeg: "a JPEG picture",
  webp: "a WebP picture",
  avif: "an AVIF picture",
  heic: "a HEIC photo",
  mp4: "an MP4 video",
  webm: "a WebM video",
  html: "a web page",
};

/** The kinds of file that have a name in sentences, with that name in English, or in another language. */
export type KindNames = Readonly<Record<keyof typeof names, string>>;

/** What people call a kind of file, for the sentences about errors whose facts hold one. */
export function kindName(kind: unknown, inLanguage: KindNames = names): string | undefined {
  const known = new Map<unknown, string>(Object.entries(inLanguage));
  return known.get(kind);
}
