import type { SwapProgress } from "./swap-port.ts";

const PAUSE_MS = 250;

/**
 * Lets through the first and the last news of a stage, and between them one every 250 ms: the engine reports every
 * frame, and nobody reads more than a few lines a second.
 */
export function throttleProgress(
  send: (progress: SwapProgress) => void,
  now: () => number,
): (progress: SwapProgress) => void {
  let stage: SwapProgress["stage"] | undefined;
  let sentAt = 0;
  return (progress) => {
    const edge = progress.stage !== stage || progress.done >= progress.of;
    if (!edge && now() - sentAt < PAUSE_MS) return;
    stage = progress.stage;
    sentAt = now();
    send(progress);
  };
}
