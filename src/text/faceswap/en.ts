import type { Strength } from "../../core/strengths.ts";
import type { SwapWishes } from "../../core/swap-wishes.ts";
import type { OptionText } from "../option-text.ts";

type OptionName =
  | "face"
  | "saved"
  | "member"
  | "gif"
  | "link"
  | "faces"
  | "strength"
  | "private"
  | "spoiler";

/** What people read while they type `/faceswap`. */
export interface FaceswapText {
  readonly description: string;
  readonly options: Readonly<Record<OptionName, OptionText>>;
  /** What the option `faces` offers. */
  readonly scopes: Readonly<Record<SwapWishes["faces"], string>>;
  readonly strengths: Readonly<Record<Strength, string>>;
}

export const en: FaceswapText = {
  description: "Put a face into a GIF or a picture",
  options: {
    face: { name: "face", description: "A photo of the face, seen from the front" },
    gif: {
      name: "gif",
      description: "The GIF or picture to put it into; a video or a moving WebP becomes a GIF",
    },
    link: { name: "link", description: "A link to the GIF or picture, instead of a file" },
    saved: { name: "saved", description: "One of the faces that you keep" },
    member: {
      name: "member",
      description: "Somebody whose profile picture to use; they are asked first",
    },
    faces: { name: "faces", description: "Whose face is replaced; the main one unless you say" },
    strength: { name: "strength", description: "How far the new face goes towards your photo" },
    private: {
      name: "private",
      description: "Only you see the reply; such a GIF cannot become a favourite",
    },
    spoiler: { name: "spoiler", description: "Covers the result until somebody opens it" },
  },
  scopes: { primary: "The main face", choose: "I pick them", all: "Every face" },
  strengths: {
    natural: "Natural: at home in the GIF's light",
    balanced: "Balanced",
    likeness: "Likeness: as much of the photo as possible",
  },
};
