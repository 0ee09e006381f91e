import type { ChildProcess } from "node:child_process";
import { fromWire } from "../core/error-wire.ts";
import { AppError } from "../core/errors.ts";
import { deferred } from "./deferred.ts";
import type { Deferred } from "./deferred.ts";
import { answers, fromEngine } from "./protocol.ts";
import type { FromEngine, ToEngine } from "./protocol.ts";
import { spawnEngine } from "./spawn-engine.ts";
import type { EngineProgram } from "./spawn-engine.ts";
import type { Answer, OperationName, Question, SwapProgress } from "./swap-port.ts";

/** Characters of a child's stderr that are kept, to say in the log why it died. */
const MAX_LAST_WORDS = 4096;
const PROTOCOL_BROKEN = "The engine process broke the protocol.";
/** After its exit a child's stderr may still be on the way, or be held open by a process of its own. */
const LAST_WORDS_MS = 200;

export interface EngineProcessOptions {
  readonly program: EngineProgram;
  readonly environment: Readonly<Record<string, string>>;
  /** From the start to `ready`, in milliseconds. */
  readonly startTimeoutMs: number;
}

/** How a process ended. */
interface EngineExit {
  readonly exitCode: number | null;
  readonly exitSignal: string | null;
  /** The end of what it wrote to stderr. */
  readonly lastWords: string;
}

interface RunOnEngineOptions {
  readonly onProgress: (progress: SwapProgress) => void;
  readonly timeoutMs: number;
}

/** One engine process from its start to its death. It is never revived: the pool starts another. */
export interface EngineProcess {
  readonly pid: number | undefined;
  /** Its models are loaded. Rejects with `MODEL_UNUSABLE`, `ENGINE_CRASHED` or `ENGINE_TIMED_OUT`. */
  readonly ready: Promise<void>;
  /** Never rejects. */
  readonly exited: Promise<EngineExit>;
  /** False as soon as it was killed or has died. */
  isAlive(): boolean;
  /**
   * Runs one job; the caller waits for its end before the next.
   * @throws the job's own error, or `ENGINE_CRASHED` or `ENGINE_TIMED_OUT`, after which the process is gone
   */
  run<Name extends OperationName>(
    operation: Name,
    question: Question<Name>,
    options: RunOnEngineOptions,
  ): Promise<Answer<Name>>;
  /** Ends it at once, whatever it is doing; `ready` or the running job rejects with `reason`. */
  kill(reason: unknown): void;
}

interface RunningJob {
  readonly id: number;
  readonly onProgress: (progress: SwapProgress) => void;
  /** Takes what the process calls its answer; gives whether it is one. */
  readonly accept: (answer: unknown) => boolean;
  readonly reject: (reason: unknown) => void;
}

/** Starts an engine process. Whatever goes wrong with it ends in `kill`, so that there is one way out. */
export function startEngineProcess(options: EngineProcessOptions): EngineProcess {
  const child = spawnEngine(options.program, options.environment);
  const started = deferred<void>();
  let alive = true;
  let running: RunningJob | undefined;
  let lastId = 0;

  const kill = (reason: unknown) => {
    alive = false;
    child.kill("SIGKILL");
    started.reject(reason);
    running?.reject(reason);
  };

  const hear = (news: FromEngine) => {
    switch (news.kind) {
      case "ready":
        started.resolve();
        break;
      case "unusable":
        kill(fromWire(news.error));
        break;
      case "progress":
        running?.onProgress(news.progress);
        break;
      case "done":
        if (running?.accept(news.answer) === false) kill(crashed(PROTOCOL_BROKEN));
        break;
      case "failed":
        running?.reject(fromWire(news.error));
        break;
    }
  };

  child.on("message", (message) => {
    const news = fromEngine.safeParse(message);
    if (news.success && (!("id" in news.data) || news.data.id === running?.id)) hear(news.data);
    else kill(crashed(PROTOCOL_BROKEN));
  });
  const exited = exitOf(child);
  void exited.then(({ exitCode, exitSignal }) =>
    kill(
      crashed(`The engine process ended by itself (${exitSignal ?? exitCode ?? "not started"}).`),
    ),
  );

  return {
    pid: child.pid,
    ready: withTimeout(started.promise, options.startTimeoutMs, () =>
      kill(timedOut("The engine process did not load its models", options.startTimeoutMs)),
    ),
    exited,
    isAlive: () => alive,
    async run<Name extends OperationName>(
      operation: Name,
      question: Question<Name>,
      { onProgress, timeoutMs }: RunOnEngineOptions,
    ) {
      if (!alive) throw crashed("The engine process is gone.");
      lastId += 1;
      const end: Deferred<Answer<Name>> = deferred();
      const accept = (answer: unknown) => {
        const parsed = answers[operation].safeParse(answer);
        if (parsed.success) end.resolve(parsed.data);
        return parsed.success;
      };
      running = { id: lastId, onProgress, accept, reject: end.reject };
      const order: ToEngine = { id: lastId, operation, question };
      try {
        child.send(order, (error) => {
          if (error) kill(crashed("The engine process cannot be reached.", error));
        });
        return await withTimeout(end.promise, timeoutMs, () =>
          kill(timedOut("The job did not end", timeoutMs)),
        );
      } finally {
        running = undefined;
      }
    },
    kill,
  };
}

function exitOf(child: ChildProcess): Promise<EngineExit> {
  let lastWords = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => {
    lastWords = `${lastWords}${text}`.slice(-MAX_LAST_WORDS);
  });
  return new Promise((resolve) => {
    child.once("exit", (exitCode, exitSignal) => {
      const finish = () => resolve({ exitCode, exitSignal, lastWords });
      child.once("close", finish);
      setTimeout(finish, LAST_WORDS_MS);
    });
    child.on("error", (error) => {
      // Without a pid it was never started, and there will be no exit. Else: a message that could not be sent.
      if (child.pid === undefined) {
        resolve({ exitCode: null, exitSignal: null, lastWords: error.message });
      }
    });
  });
}

/** The same promise; `onTimeout` is called if it takes longer, and is expected to end it. */
async function withTimeout<T>(promise: Promise<T>, ms: number, onTimeout: () => void): Promise<T> {
  const timer = setTimeout(onTimeout, ms);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}

function crashed(message: string, cause?: unknown): AppError {
  return new AppError("ENGINE_CRASHED", { message, cause });
}

function timedOut(what: string, ms: number): AppError {
  return new AppError("ENGINE_TIMED_OUT", { message: `${what} within ${ms} ms.` });
}
