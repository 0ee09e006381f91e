import { z } from "zod";
import { facesOnPage } from "../core/face-card.ts";
import { limits } from "../core/limits.ts";
import type { SwapWishes } from "../core/swap-wishes.ts";

/** What a person is asked before their credits are held. Nothing is held or submitted until they agree. */
export const quoteRecord = z.object({
  /** SHA-256 of the GIF that it is about: another one behind the same link is quoted anew. */
  digest: z.string(),
  /** The swap API's numbers of the faces in it; empty where nobody has told them apart. */
  faces: z.array(z.int()),
  /** Those of them that are to be replaced; undefined: the main face. */
  chosen: z.array(z.int()).optional(),
  /** Is the person picking faces? */
  choosing: z.boolean(),
  /** Which of the faces are on the card, from 0. */
  page: z.int(),
  /** Unix milliseconds. */
  until: z.number(),
  /** Goes up with each press that changes the card. */
  version: z.int(),
  agreedAt: z.number().optional(),
});
export type Quote = z.infer<typeof quoteRecord>;

/** What a press changes about a quote. */
export type QuoteEdit =
  | { readonly kind: "choose" }
  | { readonly kind: "face"; readonly face: number; readonly replaced: boolean }
  | { readonly kind: "page"; readonly page: number };

export interface QuoteTerms {
  readonly wishes: SwapWishes;
  readonly price: number;
  /** Credits that the person could spend. */
  readonly left: number;
  /** Faces that are replaced. */
  readonly faces: number;
  /** Prices from this on are quoted to everybody. */
  readonly quoteFrom: number;
}

/** Is this worth no question? One face, cheap, and less than half of what the person has. */
export function startsAtOnce({ wishes, price, left, faces, quoteFrom }: QuoteTerms): boolean {
  return wishes.faces !== "choose" && faces <= 1 && price < quoteFrom && price * 2 <= left;
}

/** When a quote made now ends: before the reply that shows it can no longer be edited. */
export function quoteEnd(now: number, replyCreatedAt: number): number {
  return Math.min(now + limits.quoteMs, replyCreatedAt + limits.handOverMs);
}

/** The quote after a press; chosen faces keep the order in which the API lists them. */
export function editedQuote(quote: Quote, edit: QuoteEdit): Quote {
  const chosen = quote.chosen ?? quote.faces.slice(0, 1);
  const next = { ...quote, chosen, choosing: true, version: quote.version + 1 };
  if (edit.kind === "choose") return next;
  if (edit.kind === "page") {
    const last = Math.max(0, Math.ceil(quote.faces.length / facesOnPage) - 1);
    return { ...next, page: Math.min(Math.max(0, edit.page), last) };
  }
  const isChosen = (face: number) => (face === edit.face ? edit.replaced : chosen.includes(face));
  return { ...next, chosen: quote.faces.filter(isChosen) };
}
