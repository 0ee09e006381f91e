import type { CreateTaskBody } from "../../src/contract/task.ts";
import type { JobMachineDeps } from "../../src/services/job-machine.ts";
import type { SwapRequest } from "../../src/services/job-record.ts";
import type { Closing, Ledger } from "../../src/services/ledger.ts";
import type { Line } from "../../src/services/line/line.ts";
import { openMachine } from "../support/open-machine.ts";

/**
 * Runs one job and dies by SIGKILL at one point of it.
 * Arguments: store, origin of the provider, the request as JSON, the point (`wrote <state>`, `did <call>`), the lease's
 * milliseconds.
 */
const [storeUrl, apiOrigin, requestText, point, leaseMs] = process.argv.slice(2);
const request = JSON.parse(requestText) as SwapRequest;

function reached(name: string): void {
  if (name === point) process.kill(process.pid, "SIGKILL");
}

/** Passes a call through and dies after it has worked, before anybody hears of it. */
function dyingAfter<Args extends unknown[], T>(name: string, call: (...args: Args) => Promise<T>) {
  return async (...args: Args): Promise<T> => {
    const outcome = await call(...args);
    reached(name);
    return outcome;
  };
}

function withFailPoints(deps: JobMachineDeps): JobMachineDeps {
  const { records, ledger, api, people } = deps;
  return {
    ...deps,
    records: {
      ...records,
      async compareAndSet(key, expected, next) {
        const isWritten = await records.compareAndSet(key, expected, next);
        reached(expected === undefined ? `wrote ${next.state}` : `leased ${next.state}`);
        return isWritten;
      },
      async update(key, change) {
        const job = await records.update(key, change);
        reached(`wrote ${job.state}`);
        return job;
      },
    },
    people: {
      ...people,
      take: dyingAfter("did take a place", (who: Parameters<Line["take"]>[0], places: number) =>
        people.take(who, places),
      ),
    },
    ledger: {
      ...ledger,
      hold: dyingAfter("did hold", (booking: Parameters<Ledger["hold"]>[0]) =>
        ledger.hold(booking),
      ),
      settle: dyingAfter("did settle", (closing: Closing) => ledger.settle(closing)),
      release: dyingAfter("did release", (closing: Closing) => ledger.release(closing)),
    },
    api: {
      ...api,
      createTask: dyingAfter("did createTask", (body: CreateTaskBody, signal?: AbortSignal) =>
        api.createTask(body, signal),
      ),
    },
  };
}

/** As if the person pressed Start as soon as they see the quote. */
async function agree(): Promise<void> {
  await opened.machine.agree(request.id, { ...request.reply, token: "pressed" });
  reached("did agree");
}

/** As if the person pressed Cancel while the task is being made. */
async function cancel(): Promise<void> {
  await opened.machine.cancel(request.id, { ...request.reply, token: "pressed" });
  reached("did cancel");
}

const opened = await openMachine({
  storeUrl,
  leaseMs: Number(leaseMs),
  apiOrigin,
  maxRunningPerPerson: 1,
  alter: withFailPoints,
  reply: {
    progress: (_to, _jobId, { stage }) => {
      if (point === "did cancel" && stage === "queued") void cancel();
    },
    handOver: async () => {},
    async quote() {
      process.stdout.write("quote\n");
      reached("did quote");
      if (point === "did agree") void agree();
    },
    async result() {
      process.stdout.write("result\n");
      reached("did result");
    },
    async failure() {
      process.stdout.write("failure\n");
      reached("did failure");
    },
  },
});
await opened.recover();
await opened.machine.create(request);
await opened.machine.markAcked(request.id);
await opened.ended(request.id);
await opened.close();
process.stdout.write("survived\n");
