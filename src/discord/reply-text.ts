import type { JobProgress, JobStage, SwapReply } from "../services/reply-port.ts";

const stages = {
  fetching: "Getting your GIF and photo",
  uploading: "Handing them to the swap engine",
  queued: "Waiting for a free place",
  finding: "Looking for faces",
  drawing: "Drawing the new face",
  finishing: "Finishing touches",
} satisfies Record<JobStage, string>;

const barLength = 10;

/** One line while the job runs: the stage, and a bar where frames are counted. */
export function progressText(news: JobProgress): string {
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
  return `-# ${parts.join(" · ")}`;
}

/** In front of a result that is a message of its own. */
export const lateResultText = "your swap is ready.";

/** What a screen reader says for the GIF. */
export function resultAltText(result: SwapReply): string {
  return `Animated GIF of ${count(result.frames, "frame")} in which a face was replaced by AI.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}
