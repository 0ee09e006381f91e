import { sleep as realSleep } from "../core/deadline.ts";
import type { Sleep } from "../core/deadline.ts";
import { AppError } from "../core/errors.ts";
import type { Logger } from "../core/logger.ts";
import { limits } from "../core/limits.ts";
import { deferred } from "./deferred.ts";
import type { Deferred } from "./deferred.ts";
import { startEngineProcess } from "./engine-process.ts";
import type { EngineProcess } from "./engine-process.ts";
import { followTogether } from "./follow-together.ts";
import type {
  Answer,
  DetectedFaces,
  FaceMedia,
  OperationName,
  Question,
  RunOptions,
  SwapJob,
  SwapOutcome,
  SwapPool,
} from "./swap-port.ts";

/** Pause before a replacement after the n-th failure in a row: 0.25 s, 0.5 s, 1 s … 30 s. */
const FIRST_BACK_OFF_MS = 250;
const MAX_BACK_OFF_MS = 30_000;
/** A killed process is gone in milliseconds; one that the kernel holds (a dead disk) must not hold up our end. */
const CLOSE_MS = 5_000;

export interface SwapPoolOptions {
  /** Engine processes, at least 1. Each uses one core while it works. */
  readonly processes: number;
  /** Where the converted models are kept; made by the first process when they are not there. */
  readonly modelDirectory: string;
  /** Jobs that may wait while every process is busy; the next one is refused. */
  readonly maxWaiting: number;
  /** One job on a process, without the time it waited. */
  readonly jobTimeoutMs: number;
  readonly log: Logger;
  readonly startTimeoutMs?: number;
  /** The whole environment of the engine processes. They inherit nothing. */
  readonly childEnvironment?: Readonly<Record<string, string>>;
  readonly sleep?: Sleep;
}

interface Task {
  /** Has the job done by a process and hands its answer to whoever asked. */
  readonly runOn: (engine: EngineProcess) => Promise<void>;
  readonly reject: (reason: unknown) => void;
}

interface Member {
  readonly engine: EngineProcess;
  ready: boolean;
  task: Task | undefined;
  /** It has done its duty at least once, or was ended on purpose: its death says nothing about the next one. */
  proven: boolean;
}

/**
 * Runs operations on `processes` engine processes, first come, first served. The first process is started at once, the
 * others as soon as it is ready, so that the models are converted once. A process that crashes, hangs past the
 * deadline, breaks the protocol or whose job is aborted is killed and replaced. A pool never repeats a job.
 */
export function createSwapPool(options: SwapPoolOptions): SwapPool {
  const { log, sleep = realSleep, startTimeoutMs = limits.maxEngineStartMs } = options;
  const members = new Set<Member>();
  const waiting: Task[] = [];
  const closing = new AbortController();
  const keepers: Promise<void>[] = [];
  const isOpen = () => !closing.signal.aborted;

  /** Keeps one process running, for as long as the pool is open. */
  async function keepOne(): Promise<void> {
    let failures = 0;
    while (isOpen()) {
      const member = startMember();
      await lifeOf(member);
      failures = member.proven ? 0 : failures + 1;
      if (failures > 0) await pause(failures);
    }
  }

  function startMember(): Member {
    const engine = startEngineProcess({
      program: { name: "engine-child", modelDirectory: options.modelDirectory },
      environment: options.childEnvironment ?? {},
      startTimeoutMs,
    });
    const member: Member = { engine, ready: false, task: undefined, proven: false };
    members.add(member);
    return member;
  }

  async function lifeOf(member: Member): Promise<void> {
    const { engine } = member;
    try {
      await engine.ready;
      member.ready = true;
      while (keepers.length < options.processes) keepers.push(keepOne());
      dispatch();
    } catch (error) {
      if (isOpen()) log.error({ pid: engine.pid, err: error }, "An engine process did not start");
      if (![...members].some(isUp)) refuseWaiting(error);
    }
    const exit = await engine.exited;
    members.delete(member);
    if (isOpen()) log.warn({ pid: engine.pid, ...exit }, "An engine process ended");
  }

  async function pause(failures: number): Promise<void> {
    const ms = Math.min(MAX_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** (failures - 1));
    await sleep(ms, closing.signal).catch(() => {});
  }

  function dispatch(): void {
    for (const member of members) {
      if (!isUp(member) || member.task) continue;
      const task = waiting.shift();
      if (!task) return;
      void serve(member, task);
    }
  }

  async function serve(member: Member, task: Task): Promise<void> {
    member.task = task;
    await task.runOn(member.engine).catch(task.reject);
    member.task = undefined;
    if (member.engine.isAlive()) member.proven = true;
    dispatch();
  }

  /** Takes a task back from wherever it is. */
  function abandon(task: Task, reason: unknown): void {
    const place = waiting.indexOf(task);
    if (place >= 0) waiting.splice(place, 1);
    task.reject(reason);
    const member = [...members].find((each) => each.task === task);
    if (!member) return;
    // The engine cannot be interrupted within a frame; a fresh process costs less than waiting for it.
    member.proven = true;
    member.engine.kill(reason);
  }

  function refuseWaiting(error: unknown): void {
    for (const task of waiting.splice(0)) task.reject(error);
  }

  async function runOn<Name extends OperationName>(
    operation: Name,
    question: Question<Name>,
    { onProgress = () => {}, signal }: RunOptions = {},
    goesOn = false,
  ): Promise<Answer<Name>> {
    signal?.throwIfAborted();
    if (!isOpen()) throw shuttingDown();
    const answer: Deferred<Answer<Name>> = deferred();
    const runOptions = { onProgress, timeoutMs: options.jobTimeoutMs };
    const task: Task = {
      runOn: async (engine) => answer.resolve(await engine.run(operation, question, runOptions)),
      reject: answer.reject,
    };
    // What was begun comes before what waits, and was counted among it already.
    if (goesOn) waiting.unshift(task);
    else waiting.push(task);
    dispatch();
    if (!goesOn && waiting.length > options.maxWaiting) {
      waiting.pop();
      throw new AppError("QUEUE_FULL", {
        message: `${options.maxWaiting} jobs are waiting for an engine process already.`,
        facts: { limit: options.maxWaiting },
      });
    }
    const onAbort = () => abandon(task, signal?.reason);
    signal?.addEventListener("abort", onAbort, { once: true });
    try {
      return await answer.promise;
    } finally {
      signal?.removeEventListener("abort", onAbort);
    }
  }

  /**
   * While nothing waits, a GIF's faces are followed by all processes that are idle, before one of them does the rest.
   * Undefined at once when one does it all, so that jobs are queued in the order in which they are asked for.
   */
  function follow(kind: FaceMedia["kind"], target: Uint8Array, given: RunOptions) {
    const { ready, running } = state();
    const idle = waiting.length === 0 ? ready - running : 0;
    if (kind !== "gif" || idle < 2) return undefined;
    const { onProgress = () => {}, signal } = given;
    return followTogether(target, {
      count: idle,
      onProgress,
      follow: (runs, hear) =>
        runOn("follow", runs, { onProgress: hear, ...(signal && { signal }) }),
    });
  }

  async function swap(job: SwapJob, given: RunOptions = {}): Promise<SwapOutcome> {
    const following = follow(job.kind, job.target, given);
    if (following === undefined) return runOn("swap", { job, followed: undefined }, given);
    const followed = await following;
    return runOn("swap", { job, followed }, given, followed !== undefined);
  }

  async function detectFaces(file: FaceMedia, given: RunOptions = {}): Promise<DetectedFaces> {
    const following = follow(file.kind, file.media, given);
    if (following === undefined) return runOn("detectFaces", { file, followed: undefined }, given);
    const followed = await following;
    return runOn("detectFaces", { file, followed }, given, followed !== undefined);
  }

  function state() {
    const up = [...members].filter(isUp);
    const running = up.filter(({ task }) => task !== undefined).length;
    return { ready: up.length, running, waiting: waiting.length };
  }

  keepers.push(keepOne());

  return {
    swap,
    detectFaces,
    checkPhoto: (photo, given) => runOn("checkPhoto", photo, given),
    state,
    async close() {
      closing.abort();
      refuseWaiting(shuttingDown());
      for (const { engine } of members) engine.kill(shuttingDown());
      const bound = new AbortController();
      await Promise.race([Promise.all(keepers), realSleep(CLOSE_MS, bound.signal).catch(() => {})]);
      bound.abort();
    },
  };
}

function isUp({ ready, engine }: Member): boolean {
  return ready && engine.isAlive();
}

function shuttingDown(): AppError {
  return new AppError("SHUTTING_DOWN", { message: "The engine is being shut down." });
}
