import type { OptionText } from "../option-text.ts";

/** What people read while they type `/faceswap`. */
export interface FaceswapText {
  readonly description: string;
  readonly options: Readonly<Record<"face" | "gif" | "link", OptionText>>;
}

export const en: FaceswapText = {
  description: "Put a face into a GIF",
  options: {
    face: { name: "face", description: "A photo of the face, seen from the front" },
    gif: {
      name: "gif",
      description: "The GIF to put it into; a video or a moving WebP becomes one",
    },
    link: { name: "link", description: "A link to the GIF, instead of a file" },
  },
};
