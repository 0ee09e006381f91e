import { AppError } from "../core/errors.ts";
import { createPhotoChecker } from "./check-photo.ts";
import { drawFaces } from "./draw-faces.ts";
import { createFaceDetector } from "./detect-faces.ts";
import { fitResult } from "./fit-result.ts";
import { createRunFollower } from "./follow-runs-of-frames.ts";
import { questions } from "./protocol.ts";
import { createSwapRunner } from "./run-swap.ts";
import type { EngineParts } from "./run-swap.ts";
import { toGif } from "./to-gif.ts";
import type { Answer, OperationName, Question, SwapProgress } from "./swap-port.ts";

interface Options {
  readonly onProgress: (progress: SwapProgress) => void;
}

/** Does any operation in this process; `question` is still as it came. */
export type RunEngine = (
  operation: OperationName,
  question: unknown,
  options: Options,
) => Promise<Answer<OperationName>>;

type Runners = {
  readonly [Name in OperationName]: (
    question: Question<Name>,
    options: Options,
  ) => Promise<Answer<Name>>;
};

/** All that an engine process can do. */
export function createEngineRunner(parts: EngineParts): RunEngine {
  const swap = createSwapRunner(parts);
  const detect = createFaceDetector(parts);
  const runners: Runners = {
    async swap({ job, followed }, options) {
      const { bytes, frames, framesSwapped } = await swap(job, { ...options, followed });
      return { bytes, frames, framesSwapped };
    },
    detectFaces: ({ file, followed }, options) => detect(file, { ...options, followed }),
    checkPhoto: createPhotoChecker(parts),
    follow: createRunFollower(parts),
    fit: async (job) => fitResult(job),
    toGif,
    drawFaces,
    inspect: async () => {
      throw new AppError("INTERNAL", { message: "The safety process inspects files." });
    },
  };
  const run = async <Name extends OperationName>(name: Name, question: unknown, given: Options) =>
    await runners[name](questions[name].parse(question), given);
  return run;
}
