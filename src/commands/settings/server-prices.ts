import { limits } from "../../core/limits.ts";
import { numberSettings } from "./number-settings.ts";
import { pricesLine } from "./show.ts";

const prices = [
  {
    key: "framesPerCredit",
    option: "frames-per-credit",
    price: "frames-per-credit",
    most: limits.maxFrames,
    own: limits.framesPerCredit,
  },
  {
    key: "mostCredits",
    option: "most-credits",
    price: "most",
    most: limits.maxServerPrice,
    own: limits.maxGifPrice,
  },
] as const;

/** `/settings prices`: what a GIF costs of the credits that people have in this server. */
export const serverPrices = numberSettings(
  "prices",
  prices.map(({ key, option, price, most, own }) => ({
    option: ({ options }) => options[key],
    words: ({ names }) => names[key],
    name: option,
    most,
    own,
    change: (value) => ({ what: "price", name: price, value }),
  })),
  pricesLine,
);
