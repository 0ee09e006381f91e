import { z } from "zod";
import { strengthNames } from "./strengths.ts";

/** Which faces of a GIF are replaced: the main one, those that the person picks, or everybody's. */
const faceScopes = ["primary", "choose", "all"] as const;

/** How a person wants their swap, beside the two files. */
export const swapWishes = z.object({
  faces: z.enum(faceScopes),
  strength: z.enum(strengthNames),
  /** For the person's eyes only, from the first word on. */
  private: z.boolean(),
  /** The result is covered until somebody opens it. */
  spoiler: z.boolean(),
});
export type SwapWishes = z.infer<typeof swapWishes>;

/** What somebody wants who says nothing. */
export const plainWishes: SwapWishes = {
  faces: "primary",
  strength: "natural",
  private: false,
  spoiler: false,
};

/** Wishes that the swap API behind us could not fulfil; the result says so. */
export const unmetWishes = ["faces", "strength"] as const;
export type UnmetWish = (typeof unmetWishes)[number];
