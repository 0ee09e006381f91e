import { createStillDecoder } from "../../src/workers/decode-still.ts";
import { loadFaceModels } from "../../src/workers/models/load-face-models.ts";
import { createSwapRunner } from "../../src/workers/run-swap.ts";
import type { MeasuredOutcome } from "../../src/workers/run-swap.ts";
import type { BenchRow } from "./bench-row.ts";
import { cpuClock } from "./engine-quality/cpu-clock.ts";

interface EngineBenchInput {
  readonly gif: Uint8Array;
  readonly photo: Uint8Array;
  readonly modelDirectory: string;
}

interface Run {
  readonly outcome: MeasuredOutcome;
  readonly processorMs: number;
  readonly wallMs: number;
}

/** V8 still makes functions faster up to about the tenth swap of a process. */
const REPETITIONS = 12;
/** The stage that the limit of 15 ms of compute leaves out. */
const ENCODE = "encode";

/**
 * What a frame of a swap costs in this process, by stage and in all, in processor time: it does not run while other
 * programs use the core, though what they do to caches and clock rates shows. `taskset -c 0 npm run bench -- engine`
 * keeps everything on one core. One swap comes first to warm the machine up; of the next twelve the cheapest counts.
 */
export async function measureEngine(input: EngineBenchInput): Promise<BenchRow[]> {
  const begun = cpuClock();
  const models = await loadFaceModels(input.modelDirectory);
  const loadMs = cpuClock() - begun;
  const parts = { models, decodeStill: createStillDecoder(), now: cpuClock };
  const swap = createSwapRunner(parts);
  const job = { kind: "gif", target: input.gif, face: input.photo } as const;

  const measureOnce = async (): Promise<Run> => {
    const processorStart = cpuClock();
    const start = performance.now();
    const outcome = await swap(job, { onProgress: () => {} });
    return {
      outcome,
      processorMs: cpuClock() - processorStart,
      wallMs: performance.now() - start,
    };
  };

  const cold = await measureOnce();
  let best = await measureOnce();
  for (let repetition = 1; repetition < REPETITIONS; repetition += 1) {
    const next = await measureOnce();
    if (next.processorMs < best.processorMs) best = next;
  }

  const { frames, stages, bytes } = best.outcome;
  const perFrame = (name: string, ms: number) => row(name, ms / frames, "ms/frame");
  const encodeMs = stages[ENCODE] ?? 0;
  return [
    ...Object.entries(stages).map(([stage, ms]) => perFrame(`engine: ${stage}`, ms)),
    perFrame("engine: compute (all but encode)", best.processorMs - encodeMs),
    perFrame("engine: in all", best.processorMs),
    perFrame("engine: in all, wall time", best.wallMs),
    perFrame("engine: in all, first swap of a process", cold.processorMs),
    row("engine: models loaded", loadMs, "ms"),
    row("engine: size", bytes.length / input.gif.length, "× source"),
  ];
}

function row(name: string, ours: number, unit: string): BenchRow {
  return { name, ours, unit };
}
