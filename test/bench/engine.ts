import { createStillDecoder } from "../../src/workers/decode-still.ts";
import { loadFaceModels } from "../../src/workers/models/load-face-models.ts";
import { createSwapRunner } from "../../src/workers/run-swap.ts";
import type { MeasuredOutcome } from "../../src/workers/run-swap.ts";
import type { BenchRow } from "./bench-row.ts";

interface EngineBenchInput {
  readonly gif: Uint8Array;
  readonly photo: Uint8Array;
  readonly modelDirectory: string;
}

interface Run {
  readonly outcome: MeasuredOutcome;
  readonly wallMs: number;
  readonly processorMs: number;
}

const REPETITIONS = 3;
const now = () => performance.now();

/**
 * What a frame of a swap costs in this process, by stage and in all. One swap comes first to warm the machine up;
 * of the next three the quickest counts, since what slows one down is the other work of the machine.
 */
export async function measureEngine(input: EngineBenchInput): Promise<BenchRow[]> {
  const begun = now();
  const models = await loadFaceModels(input.modelDirectory);
  const loadMs = now() - begun;
  const swap = createSwapRunner({
    models,
    decodeStill: createStillDecoder(),
    now,
  });
  const job = { kind: "gif", target: input.gif, face: input.photo } as const;

  const measureOnce = async (): Promise<Run> => {
    const start = now();
    const processorStart = process.cpuUsage();
    const outcome = await swap(job, { onProgress: () => {} });
    const { user, system } = process.cpuUsage(processorStart);
    return { outcome, wallMs: now() - start, processorMs: (user + system) / 1000 };
  };

  const cold = await measureOnce();
  let best = await measureOnce();
  for (let repetition = 1; repetition < REPETITIONS; repetition += 1) {
    const next = await measureOnce();
    if (next.wallMs < best.wallMs) best = next;
  }

  const { frames, stages, bytes } = best.outcome;
  const perFrame = (name: string, ms: number) => row(name, ms / frames, "ms/frame");
  return [
    ...Object.entries(stages).map(([stage, ms]) => perFrame(`engine: ${stage}`, ms)),
    perFrame("engine: in all", best.wallMs),
    perFrame("engine: in all, processor time", best.processorMs),
    perFrame("engine: in all, first swap of a process", cold.wallMs),
    row("engine: models loaded", loadMs, "ms"),
    row("engine: size", bytes.length / input.gif.length, "× source"),
  ];
}

function row(name: string, ours: number, unit: string): BenchRow {
  return { name, ours, unit };
}
