import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from "prom-client";

/** What whoever runs the bot can count. Every label is a name of a closed list: a person's id is none. */
export interface Metrics {
  /** One interaction: a command or a pressed button, how it ended, and how long its dispatch took. */
  readonly dispatched: (name: string, outcome: string, durationMs: number) => void;
  /** One step of a job, by the state it began in. */
  readonly stepped: (state: string, outcome: "done" | "failed", durationMs: number) => void;
  /** A job has its end: `result`, `failure`, `kept` or `lost`. */
  readonly ended: (delivery: string) => void;
  /** One call of the swap API. */
  readonly called: (call: string, outcome: string) => void;
  /** One callback of the swap API: `taken`, `idle` when it told nothing new, `forged`. */
  readonly heard: (what: "taken" | "idle" | "forged") => void;
  /** Nobody can know whether the API took a task. */
  readonly ambiguousSubmit: () => void;
  /** The reconciler mended something. */
  readonly reconciled: (what: string) => void;
  /** The jobs without an end, by state, as of the last look through them. */
  readonly jobs: (byState: ReadonlyMap<string, number>) => void;
  /** Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

const seconds = [0.005, 0.02, 0.1, 0.5, 1, 2.5, 5, 15, 60];

/** @param ofProcess adds memory, CPU time and the lag of the event loop, which are watched from then on */
export function createMetrics({ ofProcess = false } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const dispatchSeconds = new Histogram({
    name: "bot_dispatch_seconds",
    help: "Time from an interaction's arrival to the end of its dispatch",
    labelNames: ["name", "outcome"] as const,
    buckets: seconds,
    registers,
  });
  const stepSeconds = new Histogram({
    name: "bot_job_step_seconds",
    help: "Time of one step of a job",
    labelNames: ["state", "outcome"] as const,
    buckets: seconds,
    registers,
  });
  const jobsEnded = new Counter({
    name: "bot_jobs_ended_total",
    help: "Jobs by how they ended",
    labelNames: ["delivery"] as const,
    registers,
  });
  const apiCalls = new Counter({
    name: "bot_swap_api_calls_total",
    help: "Calls of the swap API by outcome",
    labelNames: ["call", "outcome"] as const,
    registers,
  });
  const callbacks = new Counter({
    name: "bot_callbacks_total",
    help: "Callbacks of the swap API",
    labelNames: ["what"] as const,
    registers,
  });
  const ambiguous = new Counter({
    name: "bot_submit_ambiguous_total",
    help: "Submits that may or may not have been taken; each may have cost the owner a task",
    registers,
  });
  const reconciled = new Counter({
    name: "bot_reconciled_total",
    help: "What the reconciler mended",
    labelNames: ["what"] as const,
    registers,
  });
  const unfinished = new Gauge({
    name: "bot_jobs",
    help: "Jobs without an end by state",
    labelNames: ["state"] as const,
    registers,
  });

  return {
    dispatched: (name, outcome, ms) => dispatchSeconds.observe({ name, outcome }, ms / 1000),
    stepped: (state, outcome, ms) => stepSeconds.observe({ state, outcome }, ms / 1000),
    ended: (delivery) => jobsEnded.inc({ delivery }),
    called: (call, outcome) => apiCalls.inc({ call, outcome }),
    heard: (what) => callbacks.inc({ what }),
    ambiguousSubmit: () => ambiguous.inc(),
    reconciled: (what) => reconciled.inc({ what }),
    jobs(byState) {
      unfinished.reset();
      for (const [state, count] of byState) unfinished.set({ state }, count);
    },
    text: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
