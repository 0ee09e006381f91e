import { setTimeout as delay } from "node:timers/promises";

/** What goes wrong with a matching request. */
type Misbehaviour =
  /** Answers with this instead of doing what was asked. */
  | { status: number; code?: number; headers?: Record<string, string> }
  /** Does it later. */
  | { delayMs: number }
  /** Does it at once, answers later. */
  | { slowAnswerMs: number }
  /** Closes the connection without an answer, having done it or not. */
  | { cut: "before" | "after" };

export type Fault = Misbehaviour & {
  method?: string;
  /** Tested against the path without its query, `%40` decoded. */
  path: RegExp;
  /** How many requests are hit; 1 unless told. */
  times?: number;
};

/** What the server does with one request, in this order: `delayMs`, `instead`, the deed, `slowAnswerMs`, `cut`. */
interface Verdict {
  instead?: { status: number; code: number; headers: Record<string, string> };
  cut?: "before" | "after";
  slowAnswerMs?: number;
}

/** Takes the first fault that fits off the list (after its last hit) and waits out its delay. */
export async function applyFaults(faults: Fault[], method: string, path: string): Promise<Verdict> {
  const fault = faults.find(
    (one) => (one.method === undefined || one.method === method) && one.path.test(path),
  );
  if (fault === undefined) return {};
  fault.times = (fault.times ?? 1) - 1;
  if (fault.times === 0) faults.splice(faults.indexOf(fault), 1);

  if ("delayMs" in fault) {
    await delay(fault.delayMs);
    return {};
  }
  if ("status" in fault) {
    return {
      instead: { status: fault.status, code: fault.code ?? 0, headers: fault.headers ?? {} },
    };
  }
  return "cut" in fault ? { cut: fault.cut } : { slowAnswerMs: fault.slowAnswerMs };
}
