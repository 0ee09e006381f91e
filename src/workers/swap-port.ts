/** What the server asks of the engine; `swap-pool.ts` answers it with child processes. */
export interface SwapJob {
  readonly kind: "gif" | "image";
  /** GIF bytes, or PNG, JPEG or WebP bytes for `image`. */
  readonly target: Uint8Array;
  /** PNG, JPEG or WebP bytes. */
  readonly face: Uint8Array;
}

/** `finding` counts frames searched for faces, `drawing` frames drawn and encoded. */
export interface SwapProgress {
  readonly stage: "loading" | "finding" | "drawing";
  readonly done: number;
  readonly of: number;
}

export interface SwapOutcome {
  /** A GIF for `gif`, a PNG for `image`. */
  readonly bytes: Uint8Array;
  readonly frames: number;
  readonly framesSwapped: number;
}

export interface SwapPool {
  /**
   * Runs one swap in an engine process.
   * @throws UserError for bad media; AppError `QUEUE_FULL`, `ENGINE_CRASHED`, `ENGINE_TIMED_OUT`, `SHUTTING_DOWN`
   */
  swap(
    job: SwapJob,
    options?: { onProgress?: (progress: SwapProgress) => void; signal?: AbortSignal },
  ): Promise<SwapOutcome>;
  /** How many children are up and how many jobs wait. */
  state(): { readonly ready: number; readonly running: number; readonly waiting: number };
  close(): Promise<void>;
}
