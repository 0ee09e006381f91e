// The program of the safety floor. It loads each network when it needs it, and so is ready at once.
import { AppError } from "../core/errors.ts";
import { createStillDecoder } from "./decode-still.ts";
import { dieWithParent } from "./die-with-parent.ts";
import { createFailPoints } from "./fail-point.ts";
import { lowerOwnThreads } from "./lower-priority.ts";
import { questions } from "./protocol.ts";
import { createInspector } from "./safety/inspect-files.ts";
import { createSafetyNetworks } from "./safety/safety-networks.ts";
import { serveJobs } from "./serve-jobs.ts";

const failPoint = createFailPoints(process.env["ENGINE_FAIL_POINTS"], () =>
  process.send?.({ kind: "done", id: -1 }),
);

const [modelDirectory] = process.argv.slice(2);
if (modelDirectory === undefined || process.send === undefined) {
  throw new Error("safety-child is started by spawn-engine, not by hand.");
}
lowerOwnThreads();
dieWithParent();
failPoint("start");
const inspect = createInspector({
  networks: createSafetyNetworks(modelDirectory),
  decodeStill: createStillDecoder(),
});
serveJobs(
  async (operation, question) => {
    if (operation === "inspect") return await inspect(questions.inspect.parse(question));
    throw new AppError("INTERNAL", { message: `This process cannot ${operation}.` });
  },
  () => failPoint("job"),
);
