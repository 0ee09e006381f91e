interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Draws a picture, or one frame of a GIF, with a numbered box round each face, and below it the faces that are not in it, as a PNG;
 * `workers/draw-faces-process.ts` does it in a process of its own.
 * @throws UserError, AppError `ENGINE_CRASHED`, `ENGINE_TIMED_OUT`; the reason of `signal`
 */
export type FaceDrawer = (
  job: {
    /** GIF or PNG bytes. */
    readonly media: Uint8Array;
    readonly frame?: number | undefined;
    readonly boxes: readonly { readonly number: number; readonly box: Box }[];
    readonly others: readonly { readonly number: number; readonly crop: Uint8Array }[];
  },
  signal: AbortSignal,
) => Promise<{ readonly png: Uint8Array }>;
