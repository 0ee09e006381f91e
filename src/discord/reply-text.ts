import { errorText } from "./error-text.ts";
import type { JobProgress, JobStage, Quote, SwapReply } from "../services/reply-port.ts";
import type { UnmetWish } from "../core/swap-wishes.ts";
import type { Concession } from "../services/result-fitter.ts";

const stages = {
  fetching: "Getting your GIF and photo",
  uploading: "Handing them to the swap engine",
  queued: "Waiting for a free place",
  finding: "Looking for faces",
  drawing: "Drawing the new face",
  finishing: "Finishing touches",
  fitting: "Making it small enough to post",
} satisfies Record<JobStage, string>;

const barLength = 10;

/** One line while the job runs: the stage, and a bar where frames are counted; above it what the swap costs. */
export function progressText(news: JobProgress, quote?: Quote): string {
  const line = stageText(news);
  if (!quote) return line;
  return `-# Costs ${quote.price} of your ${count(quote.of, "credit")}, once the GIF is here\n${line}`;
}

function stageText(news: JobProgress): string {
  const stage = stages[news.stage];
  const { done, of } = news;
  if (done === undefined || of === undefined || of < 1) return `${stage}…`;
  const filled = Math.round((Math.min(done, of) / of) * barLength);
  const bar = "▰".repeat(filled) + "▱".repeat(barLength - filled);
  return `${stage}  ${bar}  ${Math.min(done, of)} of ${of} frames`;
}

/** The line under the finished GIF. Small print, so that the GIF is what people see. */
export function resultText(result: SwapReply): string {
  const parts = [
    "AI-edited",
    count(result.price, "credit"),
    `${result.creditsLeft} left, new ones <t:${Math.floor(result.resetsAt / 1000)}:R>`,
  ];
  const lines = [`-# ${parts.join(" · ")}`];
  if (result.givenUp.length > 0) {
    lines.push(
      `-# Made smaller so that it fits here: ${result.givenUp.map(concessionText).join(", ")}`,
    );
  }
  lines.push(...result.unmet.map((wish) => `-# ${unmetWishes[wish]}`));
  const { advice } = result;
  if (advice) lines.push(`-# For a better swap next time: ${errorText(advice.code, advice.facts)}`);
  return lines.join("\n");
}

const unmetWishes = {
  faces: "The face-swap service behind me cannot tell faces apart, so it took the main one.",
  strength: "The face-swap service behind me knows no strength, so this is its usual one.",
} satisfies Record<UnmetWish, string>;

const plainConcessions = {
  "slight-changes": "slight changes stand still",
  "fine-grain": "less fine grain",
  "every-second-frame": "every second frame left out",
} satisfies Partial<Record<Concession["kind"], string>>;

function concessionText(concession: Concession): string {
  if (concession.kind === "colours") return `${concession.count} colours`;
  if (concession.kind === "size") return `${concession.width} × ${concession.height} pixels`;
  return plainConcessions[concession.kind];
}

/** In front of a result that is a message of its own. */
export const lateResultText = "your swap is ready.";

/** What a screen reader says for the GIF. */
export function resultAltText(result: SwapReply): string {
  const faces = result.faces === 1 ? "a face was" : `${result.faces} faces were`;
  return `Animated GIF of ${count(result.frames, "frame")} in which ${faces} replaced by AI.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
