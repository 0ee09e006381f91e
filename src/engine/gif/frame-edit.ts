import type { Raster } from "../raster.ts";

/** New pixels for a part of one frame: where `patch` has alpha 255 its colour replaces the frame's, where it has 0 nothing changes. */
export interface FrameEdit {
  readonly x: number;
  readonly y: number;
  readonly patch: Raster;
}
