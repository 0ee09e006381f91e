import type { Raster } from "../engine/raster.ts";

/** Frames of any origin, on their way into a GIF. */
export interface MovingPicture {
  readonly width: number;
  readonly height: number;
  /** As in a GIF: 0 is for ever, n is n more times; undefined plays once. */
  readonly loop: number | undefined;
  /** One raster may serve all frames. */
  readonly frames: Iterable<{ readonly raster: Raster; readonly delayCs: number }>;
}
