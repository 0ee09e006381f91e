import { z } from "zod";
import { limits } from "../core/limits.ts";

/** How GIFs are priced, in credits. */
export const tariff = z.object({
  /** A GIF of this many frames costs one credit a face; a started group counts whole. */
  framesPerCredit: z.int().min(1),
  /** No GIF costs more. */
  most: z.int().min(1),
});
export type Tariff = z.infer<typeof tariff>;

/** Where nobody decided anything else. */
export const botTariff: Tariff = {
  framesPerCredit: limits.framesPerCredit,
  most: limits.maxGifPrice,
};

/** What a price is for, as far as it is known of a target. */
export interface PricedTarget {
  readonly isStill: boolean;
  readonly frames: number;
}

/** What a swap costs, in credits: a still 1; a GIF, by the bot's tariff, 1 per started 15 frames per swapped face, at most 6. */
export function priceOf(
  { isStill, frames }: PricedTarget,
  faces: number,
  { framesPerCredit, most }: Tariff = botTariff,
): number {
  return isStill ? 1 : Math.min(most, Math.ceil(frames / framesPerCredit) * faces);
}
