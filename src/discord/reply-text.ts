import type { JobProgress, Quote, SwapReply } from "../services/reply-port.ts";
import type { Concession } from "../services/result-fitter.ts";
import type { Catalogue } from "../text/catalogue.ts";
import { errorText } from "./error-text.ts";

const barLength = 10;

/**
 * While the job runs: the stage, and a bar where frames are counted; above it what the swap costs, below it how many come
 * before it and when it should be done.
 */
export function progressText(text: Catalogue, news: JobProgress, quote?: Quote): string {
  const { job } = text;
  const { ahead, expectedAt } = news;
  const outlook = [
    ...(ahead === undefined ? [] : [job.ahead(ahead)]),
    ...(expectedAt === undefined ? [] : [job.expected(expectedAt)]),
  ];
  return [
    ...(quote ? [`-# ${job.willCost(quote.price, quote.of)}`] : []),
    stageText(text, news),
    ...(outlook.length > 0 ? [`-# ${outlook.join(" · ")}`] : []),
  ].join("\n");
}

function stageText({ job }: Catalogue, { stage, done, of }: JobProgress): string {
  if (done === undefined || of === undefined || of < 1) return `${job.stages[stage]}…`;
  const drawn = Math.min(done, of);
  const filled = Math.round((drawn / of) * barLength);
  const bar = "▰".repeat(filled) + "▱".repeat(barLength - filled);
  return `${job.stages[stage]}  ${bar}  ${job.framesDone(drawn, of)}`;
}

/** The line under the finished GIF. Small print, so that the GIF is what people see. */
export function resultText(text: Catalogue, result: SwapReply): string {
  const { job } = text;
  const { price, creditsLeft, resetsAt, givenUp, advice } = result;
  const parts = [job.aiEdited, job.credits(price), job.left(creditsLeft, resetsAt)];
  const lines = [`-# ${parts.join(" · ")}`];
  if (givenUp.length > 0) {
    const what = givenUp.map((concession) => concessionText(text, concession));
    lines.push(`-# ${job.madeSmaller(what.join(", "))}`);
  }
  lines.push(...result.unmet.map((wish) => `-# ${job.unmet[wish]}`));
  if (advice) lines.push(`-# ${job.advice(errorText(text, advice.code, advice.facts))}`);
  return lines.join("\n");
}

function concessionText({ job }: Catalogue, concession: Concession): string {
  if (concession.kind === "colours") return job.colours(concession.count);
  if (concession.kind === "size") return job.pixels(concession.width, concession.height);
  return job.givenUp[concession.kind];
}
