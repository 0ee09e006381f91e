import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { createLogger } from "../../src/core/logger.ts";
import { createAccounts } from "../../src/server/accounts.ts";
import type { Caller } from "../../src/server/caller.ts";
import { createTasks } from "../../src/server/tasks/tasks.ts";
import type { TaskRecord } from "../../src/server/tasks/task-record.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { deferred } from "../../src/workers/deferred.ts";
import { slowRecords } from "../support/slow-records.ts";
import { tempDir } from "../support/temp-dir.ts";

const caller: Caller = { account: "own", credits: 10, callsPerWindow: 0, maxUnfinished: 9 };
const link = "https://media.invalid/a";
const task = {
  param: { model: "gif-face-swap" as const, input: { video_url: link, new_face: link } },
  price: 4,
  faces: null,
  linkBase: "",
};

/** Tasks in a store that refuses to write an end of a task for as long as `isFull`. */
async function tasksInStore(run: () => Promise<string>) {
  const store = await openStore(`sqlite:${join(tempDir(), "accounts.sqlite")}`);
  onTestFinished(() => store.close());
  const state = { isFull: true, refused: 0, waits: 0 };
  const accounts = createAccounts(store);
  const tasks = createTasks({
    records: slowRecords<TaskRecord>({
      ticks: () => 1,
      onWrite(next) {
        if (!state.isFull || next.completedAt === null) return next;
        state.refused += 1;
        throw new Error("the disk is full");
      },
    }),
    accounts,
    callbacks: { wake: () => {}, close: async () => {} },
    run,
    clock: Date.now,
    sleep: async () => {
      state.waits += 1;
      state.isFull = false;
    },
    log: createLogger({ level: "fatal" }),
    concurrency: 1,
    maxWaiting: 9,
  });
  const balance = () => accounts.balance(caller);
  const statusOf = async (id: string) => (await tasks.find("own", id))?.status;
  return { tasks, state, balance, statusOf };
}

test("a task whose end the store refuses is taken up again and settled without a restart", async () => {
  const { tasks, state, balance, statusOf } = await tasksInStore(async () => "result.gif");
  const { id } = await tasks.create(caller, task);
  await vi.waitFor(async () => expect(await statusOf(id)).toBe("success"));
  await vi.waitFor(async () => expect(await balance()).toBe(6));
  expect(state).toMatchObject({ refused: 1, waits: 1 });
});

test("a waiting task whose cancelling the store refuses keeps its turn", async () => {
  const { promise: blocked, resolve } = deferred<string>();
  const { tasks, state, balance, statusOf } = await tasksInStore(() => blocked);
  await tasks.create(caller, task);
  const { id } = await tasks.create(caller, task);
  await expect(tasks.cancel("own", id)).rejects.toThrow("the disk is full");
  state.isFull = false;
  resolve("result.gif");
  await vi.waitFor(async () => expect(await statusOf(id)).toBe("success"));
  await vi.waitFor(async () => expect(await balance()).toBe(2));
});
