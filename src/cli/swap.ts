import { access, constants, mkdir } from "node:fs/promises";
import { dirname, extname, join } from "node:path";
import { UserError, codeOf } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { mediaKind } from "../media/kind.ts";
import { createStillDecoder } from "../workers/decode-still.ts";
import { loadFaceModels } from "../workers/models/load-face-models.ts";
import { fitResult } from "../workers/fit-result.ts";
import { createSwapRunner } from "../workers/run-swap.ts";
import type { FitOutcome, MainFaceJob } from "../workers/swap-port.ts";
import { inputErrorText } from "./error-text.ts";
import { createProgressLine, noProgressLine } from "./progress-line.ts";
import { readInput } from "./read-input.ts";
import { Stop, exitCodes, systemCode } from "./stop.ts";
import { defaultOutput, parseSwapArguments, swapHelp } from "./swap-arguments.ts";
import type { SwapArguments } from "./swap-arguments.ts";
import { describeFigures, figuresAsJson } from "./swap-figures.ts";
import type { SwapFigures } from "./swap-figures.ts";
import type { Terminal } from "./terminal.ts";
import { isSameFile, writeWhole } from "./write-whole.ts";

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
  try {
    const job = await readJob(given);
    if (job.kind === "image" && given.maxBytes !== undefined) {
      throw new Stop(exitCodes.badUsage, "--max-size is for GIFs.");
    }
    const output = await chooseOutput(given, job.kind);
    const figures = await swapInto(output, job, given, terminal);
    if (given.json) terminal.stdout.write(figuresAsJson(figures));
    else if (!given.quiet) terminal.stdout.write(describeFigures(figures));
  } catch (error) {
    throw asStop(error, given);
  }
}

async function readJob({ target, face, strength }: SwapArguments): Promise<MainFaceJob> {
  const targetBytes = await readInput(target, limits.maxTargetBytes);
  const faceBytes = await readInput(face, limits.maxFaceBytes);
  return { kind: jobKind(targetBytes), target: targetBytes, face: faceBytes, strength };
}

function jobKind(target: Uint8Array): MainFaceJob["kind"] {
  const kind = mediaKind(target);
  if (kind === "gif") return "gif";
  if (kind === "png" || kind === "jpeg" || kind === "webp") return "image";
  throw new UserError("TARGET_NOT_IMAGE", {
    message: `The target is ${kind ?? "of an unknown kind"}.`,
  });
}

/** Where the result goes, made sure of before the long work. */
async function chooseOutput(given: SwapArguments, kind: MainFaceJob["kind"]): Promise<string> {
  const extension = kind === "gif" ? ".gif" : ".png";
  const output = given.output ?? defaultOutput(given.target, extension);
  if (extname(output).toLowerCase() !== extension) {
    throw new Stop(
      exitCodes.badUsage,
      `The result is a ${extension} file, which ${output} is not named.`,
    );
  }
  for (const input of [given.target, given.face]) {
    if (await isSameFile(input, output)) {
      throw new Stop(exitCodes.badUsage, `${output} is an input and will not be overwritten.`);
    }
  }
  try {
    await mkdir(dirname(output), { recursive: true });
    await access(dirname(output), constants.W_OK);
  } catch (error) {
    throw cannotWrite(output, error);
  }
  return output;
}

async function swapInto(
  output: string,
  job: MainFaceJob,
  given: SwapArguments,
  { stderr, now, dataDirectory }: Terminal,
): Promise<SwapFigures> {
  const begun = now();
  const run = createSwapRunner({
    models: await loadFaceModels(join(dataDirectory, "models")),
    decodeStill: createStillDecoder(),
    now,
  });
  const loaded = now();
  const processorBefore = process.cpuUsage();
  const line = given.quiet ? noProgressLine : createProgressLine(stderr, now);
  const result = await run(job, { onProgress: line.show }).finally(line.end);
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
    bytesIn: job.target.length,
    bytesOut: fitted.bytes.length,
    givenUp: fitted.givenUp,
    modelsMs: loaded - begun,
    swapMs,
    processorMs: (processor.user + processor.system) / 1000,
    stagesMs: result.stages,
  };
}

function fittedOr(gif: Uint8Array, maxBytes: number | undefined): FitOutcome {
  return maxBytes === undefined ? { bytes: gif, givenUp: [] } : fitResult({ gif, maxBytes });
}

function cannotWrite(output: string, error: unknown): Stop {
  return new Stop(exitCodes.badUsage, `${output} cannot be written (${systemCode(error)}).`, error);
}

/** An input at fault ends the program with a sentence about that input; all else is left as it is. */
function asStop(error: unknown, given: SwapArguments): unknown {
  if (!(error instanceof UserError)) return error;
  const sentence = inputErrorText(codeOf(error), given, error.facts) ?? error.message;
  return new Stop(exitCodes.badInput, sentence);
}
