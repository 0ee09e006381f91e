import { join } from "node:path";
import { UserError, codeOf } from "../core/errors.ts";
import { createStillDecoder } from "../workers/decode-still.ts";
import { loadFaceModels } from "../workers/models/load-face-models.ts";
import { fitResult } from "../workers/fit-result.ts";
import { createSwapRunner } from "../workers/run-swap.ts";
import type { EngineParts } from "../workers/run-swap.ts";
import type { FitOutcome } from "../workers/swap-port.ts";
import { cannotWrite, chooseOutput } from "./choose-output.ts";
import { inputErrorText } from "./error-text.ts";
import { createProgressLine, noProgressLine } from "./progress-line.ts";
import { adviceFor, firstBadPhoto, jobFor, photosOf, readInputs } from "./read-job.ts";
import type { ReadInputs } from "./read-job.ts";
import { Stop, exitCodes } from "./stop.ts";
import { defaultOutput, parseSwapArguments, swapHelp } from "./swap-arguments.ts";
import type { SwapArguments } from "./swap-arguments.ts";
import { describeFigures, figuresAsJson } from "./swap-figures.ts";
import type { SwapFigures } from "./swap-figures.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./write-whole.ts";

/**
 * `swap TARGET FACE`: runs the engine in this process, on one core, so that its figures are the engine's own.
 * @throws Stop with the sentence for the person; anything else is our fault
 */
export async function swapCommand(words: readonly string[], terminal: Terminal): Promise<void> {
  const given = parseSwapArguments(words);
  if (given === undefined) {
    terminal.stdout.write(swapHelp);
    return;
  }
  const [photo] = photosOf(given.choice);
  try {
    const inputs = await readInputs(given.target, given.choice);
    if (inputs.kind === "image" && given.maxBytes !== undefined) {
      throw new Stop(exitCodes.badUsage, "--max-size is for GIFs.");
    }
    const extension = inputs.kind === "gif" ? ".gif" : ".png";
    const output = await chooseOutput(
      given.output ?? defaultOutput(given.target, extension),
      extension,
      [given.target, ...photosOf(given.choice)],
    );
    const figures = await swapInto(output, inputs, given, terminal);
    if (given.json) terminal.stdout.write(figuresAsJson(figures));
    else if (!given.quiet) terminal.stdout.write(describeFigures(figures));
  } catch (error) {
    throw asStop(error, given.target, photo);
  }
}

async function swapInto(
  output: string,
  inputs: ReadInputs,
  given: SwapArguments,
  { stderr, now, dataDirectory }: Terminal,
): Promise<SwapFigures> {
  const begun = now();
  const parts: EngineParts = {
    models: await loadFaceModels(join(dataDirectory, "models")),
    decodeStill: createStillDecoder(),
    now,
  };
  const run = createSwapRunner(parts);
  const loaded = now();
  const processorBefore = process.cpuUsage();
  const line = given.quiet ? noProgressLine : createProgressLine(stderr, now);
  const result = await jobFor(inputs, given, parts, line.show)
    .then((job) => run(job, { onProgress: line.show }))
    .finally(line.end)
    .catch(async (error: unknown) => {
      if (!(error instanceof UserError)) throw error;
      throw asStop(error, given.target, await firstBadPhoto(inputs, error, parts));
    });
  const fitted = fittedOr(result.bytes, given.maxBytes);
  const processor = process.cpuUsage(processorBefore);
  const swapMs = now() - loaded;
  await writeWhole(output, fitted.bytes).catch((error: unknown) => {
    throw cannotWrite(output, error);
  });
  return {
    output,
    frames: result.frames,
    framesSwapped: result.framesSwapped,
    bytesIn: inputs.target.length,
    bytesOut: fitted.bytes.length,
    givenUp: fitted.givenUp,
    modelsMs: loaded - begun,
    swapMs,
    processorMs: (processor.user + processor.system) / 1000,
    stagesMs: result.stages,
    advice: given.quiet && !given.json ? [] : await adviceFor(given.target, inputs, parts),
  };
}

function fittedOr(gif: Uint8Array, maxBytes: number | undefined): FitOutcome {
  return maxBytes === undefined ? { bytes: gif, givenUp: [] } : fitResult({ gif, maxBytes });
}

/** An input at fault ends the program with a sentence about that input; all else is left as it is. */
function asStop(error: unknown, target: string, face = "the photo"): unknown {
  if (!(error instanceof UserError)) return error;
  const sentence = inputErrorText(codeOf(error), { target, face }, error.facts) ?? error.message;
  return new Stop(exitCodes.badInput, sentence);
}
