import rateLimit from "@fastify/rate-limit";
import { LogController, fastify } from "fastify";
import type { FastifyBaseLogger, FastifyInstance } from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { Clock } from "../core/clock.ts";
import type { Logger } from "../core/logger.ts";
import type { Accounts } from "./accounts.ts";
import { createAdmission } from "./admission.ts";
import type { Authenticate } from "./auth.ts";
import { keyedPrefix } from "../contract/paths.ts";
import type { Model } from "../contract/models.ts";
import { createErrorReplies } from "./error-reply.ts";
import type { HttpStatusMode } from "./error-reply.ts";
import { createLinksFor } from "./links.ts";
import type { RefuseInMaintenance } from "./maintenance.ts";
import type { Readiness } from "./readiness.ts";
import { serveReference } from "./reference.ts";
import { logRequests } from "./request-log.ts";
import { accountRoutes } from "./routes/account.ts";
import { cancelTaskRoute } from "./routes/cancel-task.ts";
import { checkFaceRoute } from "./routes/check-face.ts";
import { createTaskRoute } from "./routes/create-task.ts";
import { detectFaceRoutes } from "./routes/detect-face.ts";
import { estimateRoutes } from "./routes/estimate.ts";
import { healthRoutes } from "./routes/health.ts";
import { mediaRoute } from "./routes/media.ts";
import { modelsRoutes } from "./routes/models.ts";
import { taskInfoRoute } from "./routes/task-info.ts";
import { uploadUrlRoute } from "./routes/upload-url.ts";
import { uploadRoute } from "./routes/upload.ts";
import type { CheckFace } from "./face-checks.ts";
import type { Detections } from "./tasks/detections.ts";
import type { JudgeTask } from "./tasks/judge-task.ts";
import type { MediaStore } from "./tasks/media-store.ts";
import type { Tasks } from "./tasks/tasks.ts";
import type { UploadPermits } from "./upload-permits.ts";

export interface ServerDeps {
  readonly authenticate: Authenticate;
  readonly httpStatus: HttpStatusMode;
  readonly reference: boolean;
  readonly publicUrl: string | undefined;
  readonly accounts: Accounts;
  readonly tasks: Tasks;
  readonly judgeTask: JudgeTask;
  readonly detections: Detections;
  readonly checkFace: CheckFace;
  readonly available: ReadonlySet<Model>;
  readonly refuseInMaintenance: RefuseInMaintenance;
  readonly media: MediaStore;
  readonly permits: UploadPermits;
  readonly readiness: Readiness;
  readonly clock: Clock;
  readonly log: Logger;
}

/** The HTTP side of the server: hooks, routes, refusals. It does not listen. */
export async function buildServer(deps: ServerDeps): Promise<FastifyInstance> {
  const { replyNotFound, replyWithError } = createErrorReplies(deps.httpStatus);
  const loggerInstance: FastifyBaseLogger = deps.log;
  const app = fastify({
    loggerInstance,
    // `logRequests` writes the lines; Fastify's own ones hold whole addresses.
    logController: new LogController({ disableRequestLogging: true }),
    // Headers come at once or not at all; a 16 MB upload at 2 Mbit/s takes about a minute.
    http: { headersTimeout: 10_000 },
    requestTimeout: 120_000,
    // Idle, in either direction; longer than any client's polling gap between two calls on one connection.
    connectionTimeout: 60_000,
    keepAliveTimeout: 30_000,
    routerOptions: { maxParamLength: 128 },
    // An address that cannot be parsed is one that does not exist.
    frameworkErrors: (_error, request, reply) => replyNotFound(request, reply),
  });
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  app.setErrorHandler(replyWithError);
  logRequests(app);
  await app.register(rateLimit, { global: false });

  if (deps.reference) await serveReference(app);

  const { admit, callerOf } = createAdmission(app, deps.authenticate);
  const routeDeps = { ...deps, callerOf, linksFor: createLinksFor(deps.publicUrl) };

  app.setNotFoundHandler(async (request, reply) => {
    if (request.url.startsWith(keyedPrefix)) await admit(request);
    replyNotFound(request, reply);
  });
  await app.register(async (keyed) => {
    keyed.addHook("onRequest", admit);
    // Answers hold links that open files to whoever has them.
    keyed.addHook("onRequest", async (_request, reply) => {
      reply.header("cache-control", "no-store");
    });
    createTaskRoute(keyed, routeDeps);
    taskInfoRoute(keyed, routeDeps);
    cancelTaskRoute(keyed, routeDeps);
    estimateRoutes(keyed, routeDeps);
    modelsRoutes(keyed, deps);
    detectFaceRoutes(keyed, routeDeps);
    checkFaceRoute(keyed, deps);
    uploadUrlRoute(keyed, routeDeps);
    accountRoutes(keyed, routeDeps);
  });
  await app.register(async (open) => uploadRoute(open, deps));
  mediaRoute(app, deps);
  healthRoutes(app, deps.readiness);
  return app;
}
