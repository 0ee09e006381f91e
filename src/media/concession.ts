/**
 * What a GIF, or by its size a picture, lost so that it became small enough: what was nearly still stands still; no frame has more than so many colours;
 * fine grain is gone; the picture is smaller; every second frame is gone.
 */
export type Concession =
  | { readonly kind: "slight-changes" }
  | { readonly kind: "colours"; readonly count: number }
  | { readonly kind: "fine-grain" }
  | { readonly kind: "size"; readonly width: number; readonly height: number }
  | { readonly kind: "every-second-frame" };
