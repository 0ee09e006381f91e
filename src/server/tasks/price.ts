import type { CreateTaskBody } from "../../contract/task.ts";
import type { Model } from "../../contract/models.ts";

/** What one face costs in a model, and each further face of the same file. */
interface Price {
  readonly first: number;
  readonly further: number;
}

/** A GIF is up to 300 pictures, but most of its price is finding the faces once. */
const gif: Price = { first: 4, further: 2 };
const image: Price = { first: 1, further: 1 };

const prices = {
  "gif-face-swap": gif,
  "gif-face-swap-multi": gif,
  "image-face-swap": image,
  "image-face-swap-multi": image,
  "video-face-swap": { first: 16, further: 8 },
  "video-face-swap-multi": { first: 16, further: 8 },
} as const satisfies Record<Model, Price>;

/** Credits that a task costs when it succeeds. `faces`: how many are replaced. */
export function priceOf({ model }: CreateTaskBody, faces: number): number {
  const { first, further } = prices[model];
  return first + further * (faces - 1);
}
