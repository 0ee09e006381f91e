// The program that makes GIFs: of videos, and of larger GIFs. It is an engine process without face models, and so ready at
// once and small.
import { AppError } from "../core/errors.ts";
import { dieWithParent } from "./die-with-parent.ts";
import { drawFaces } from "./draw-faces.ts";
import { createFailPoints } from "./fail-point.ts";
import { fitResult } from "./fit-result.ts";
import { lowerOwnThreads } from "./lower-priority.ts";
import { questions } from "./protocol.ts";
import { serveJobs } from "./serve-jobs.ts";
import { toGif } from "./to-gif.ts";

const failPoint = createFailPoints(process.env["ENGINE_FAIL_POINTS"], () =>
  process.send?.({ kind: "done", id: -1 }),
);

lowerOwnThreads();
dieWithParent();
serveJobs(
  async (operation, question) => {
    if (operation === "fit") return fitResult(questions.fit.parse(question));
    if (operation === "drawFaces") return await drawFaces(questions.drawFaces.parse(question));
    if (operation === "toGif") return await toGif(questions.toGif.parse(question));
    throw new AppError("INTERNAL", { message: `This process cannot ${operation}.` });
  },
  () => failPoint("job"),
);
