import type { FitOutcome } from "../workers/swap-port.ts";
import { givenUpText } from "./given-up-text.ts";

/** What one swap took, in milliseconds and bytes. */
export interface SwapFigures {
  readonly output: string;
  readonly frames: number;
  readonly framesSwapped: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  /** What the GIF lost to fit. */
  readonly givenUp: FitOutcome["givenUp"];
  /** Loading the models, the first time with their conversion. Not part of the rest. */
  readonly modelsMs: number;
  /** From the first byte read to the last byte encoded. */
  readonly swapMs: number;
  /** The time processors spent on it: about `swapMs` when one core did the work. */
  readonly processorMs: number;
  /** `swapMs` by stage. */
  readonly stagesMs: Readonly<Record<string, number>>;
  /** What would make the photos better, a sentence each. */
  readonly advice: readonly string[];
}

/** The figures as a few lines for a person. */
export function describeFigures(figures: SwapFigures): string {
  const { frames } = figures;
  const perFrame = (ms: number) => (ms / frames).toFixed(1).padStart(8);
  const stages = Object.entries(figures.stagesMs).map(
    ([stage, ms]) => `  ${stage.padEnd(16)}${perFrame(ms)} ms a frame`,
  );
  const growth = (figures.bytesOut / figures.bytesIn).toFixed(2);
  return [
    `${figures.output}: ${figures.framesSwapped} of ${frames} frames swapped, ` +
      `${figures.bytesOut} bytes (${growth} times the input).`,
    ...(figures.givenUp.length > 0 ? [`Given up to fit: ${givenUpText(figures.givenUp)}.`] : []),
    ...stages,
    `  ${"in all".padEnd(16)}${perFrame(figures.swapMs)} ms a frame ` +
      `(${(figures.processorMs / frames).toFixed(1)} ms of processor time)`,
    ...figures.advice.map((sentence) => `For a better result: ${sentence}`),
    `Loading the models took ${figures.modelsMs.toFixed(0)} ms before that.`,
    "",
  ].join("\n");
}

/** The figures for a program. */
export function figuresAsJson(figures: SwapFigures): string {
  const msPerFrame = figures.swapMs / figures.frames;
  return `${JSON.stringify({ ...figures, msPerFrame }, roundToTenths, 2)}\n`;
}

function roundToTenths(_key: string, value: unknown): unknown {
  return typeof value === "number" ? Math.round(value * 10) / 10 : value;
}
