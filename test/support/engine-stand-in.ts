import type { SwapJob, SwapOutcome, SwapPool, SwapProgress } from "../../src/workers/swap-port.ts";

interface PendingSwap {
  readonly job: SwapJob;
  readonly progress: (news: SwapProgress) => void;
  readonly succeed: (bytes?: Uint8Array) => void;
  readonly fail: (error: unknown) => void;
  /** Was it called off? */
  readonly stopped: () => boolean;
}

/** How the quick operations are answered; a test may put its own in. */
interface Answers {
  detectFaces: SwapPool["detectFaces"];
  checkPhoto: SwapPool["checkPhoto"];
}

export interface EngineStandIn {
  readonly answers: Answers;
  readonly pool: SwapPool;
  /** Every swap asked for so far. */
  readonly swaps: readonly PendingSwap[];
  /** The n-th swap asked for (from 0), as soon as it is. */
  swap(index: number): Promise<PendingSwap>;
  /** `ready`: how many processes are up. */
  readonly state: { ready: number; closed: boolean };
}

/** The engine's port, driven by the test: a swap ends when and how the test says. */
export function engineStandIn(): EngineStandIn {
  const swaps: PendingSwap[] = [];
  const listeners = new Set<() => void>();
  const state = { ready: 1, closed: false };
  const answers: Answers = {
    detectFaces: async () => ({ width: 1, height: 1, frames: 1, faces: [] }),
    checkPhoto: async () => ({ verdict: "good", faults: [] }),
  };

  const pool: SwapPool = {
    swap(job, { onProgress = () => {}, signal } = {}) {
      return new Promise<SwapOutcome>((resolve, reject) => {
        const stop = () => reject(signal?.reason);
        if (signal?.aborted) stop();
        signal?.addEventListener("abort", stop);
        swaps.push({
          job,
          progress: onProgress,
          succeed: (bytes = job.target) => resolve({ bytes, frames: 1, framesSwapped: 1 }),
          fail: reject,
          stopped: () => signal?.aborted ?? false,
        });
        for (const listener of listeners) listener();
      });
    },
    detectFaces: (...asked) => answers.detectFaces(...asked),
    checkPhoto: (...asked) => answers.checkPhoto(...asked),
    state: () => ({ ready: state.ready, running: 0, waiting: 0 }),
    async close() {
      state.closed = true;
    },
  };

  function swap(index: number): Promise<PendingSwap> {
    return new Promise((resolve) => {
      const look = () => {
        if (index < swaps.length) resolve(swaps[index]);
      };
      listeners.add(look);
      look();
    });
  }

  return { pool, answers, state, swaps, swap };
}
