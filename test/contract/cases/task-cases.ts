import { request } from "undici";
import { expect } from "vitest";
import { balance } from "../../../src/contract/account.ts";
import { paths } from "../../../src/contract/paths.ts";
import { ask, create, ended, gifTask, look, uploadPhoto } from "../subject.ts";
import type { ContractCase, ContractSubject } from "../subject.ts";

async function balanceOf(api: ContractSubject, key?: string): Promise<number> {
  const { data } = await ask(api, 200, paths.balance, key ? { key } : {});
  return balance.parse(data).balance;
}

const nowSeconds = () => Date.now() / 1000;
/** Clocks of two machines, and a clock that a test moves on by an hour. */
const clockSlack = 2 * 3600;

/** The life of a task. */
export const taskCases: readonly ContractCase[] = [
  {
    title: "a task that was just made is under way, with every field of the contract",
    facts: [
      "create:task-id",
      "task:fields",
      "task:own-id",
      "task:param",
      "task:statuses",
      "task:source",
      "task:reserved",
      "task:times",
    ],
    needs: "spends",
    run: async (api) => {
      const body = await gifTask(api);
      const id = await create(api, body);
      expect(id.length).toBeLessThanOrEqual(256);
      const task = await look(api, id);
      expect(task.task_id).toBe(id);
      expect(task.param).toMatchObject(body);
      expect(task.credits).toBeGreaterThan(0);
      expect(Math.abs(task.create_at - nowSeconds())).toBeLessThan(clockSlack);
      expect(task.provider).not.toBe("");
      expect(task.model_version).not.toBe("");
    },
  },
  {
    title: "a task has no result and no end until it has ended",
    facts: ["task:result-null", "task:times"],
    needs: "spends",
    run: async (api) => {
      const task = await look(api, await create(api, await gifTask(api)));
      if (task.status !== "pending" && task.status !== "running") return;
      expect([task.result, task.complete_at, task.duration_s]).toEqual([null, null, null]);
    },
  },
  {
    title: "two tasks have two ids",
    facts: ["create:task-id"],
    needs: "spends",
    run: async (api) => {
      const body = await gifTask(api);
      expect(await create(api, body)).not.toBe(await create(api, body));
    },
  },
  {
    title: "a success names a result that can be fetched, and what it cost",
    facts: ["task:success", "task:consumed", "task:times"],
    needs: "spends",
    run: async (api) => {
      const task = await ended(api, await create(api, await gifTask(api)));
      expect(task).toMatchObject({ status: "success", result: { code: 200 } });
      expect(task.credits).toBeGreaterThan(0);
      expect(task.complete_at).toBeGreaterThanOrEqual(task.create_at);
      expect(task.duration_s).toBeGreaterThanOrEqual(0);
      const [url = ""] = task.result?.media_urls ?? [];
      const file = await request(url);
      expect(file.statusCode).toBe(200);
      expect((await file.body.arrayBuffer()).byteLength).toBeGreaterThan(0);
    },
  },
  {
    title: "the result of a task may be the input of the next",
    facts: ["task:chain"],
    needs: "spends",
    run: async (api) => {
      const first = await ended(api, await create(api, await gifTask(api)));
      const input = {
        video_url: first.result?.media_urls[0],
        new_face: await uploadPhoto(api),
      };
      const next = await ended(api, await create(api, { model: "gif-face-swap", input }));
      expect(next.status).toBe("success");
    },
  },
  {
    title: "the credits of a task leave the balance",
    facts: ["task:consumed", "balance:number"],
    needs: "stage",
    run: async (api, stage) => {
      const key = await stage.newKey({ credits: 50 });
      const own = { ...api, key };
      const before = await balanceOf(own);
      const task = await ended(own, await create(own, await gifTask(own)));
      expect(await balanceOf(own)).toBe(before - task.credits);
    },
  },
  {
    title: "a failure comes under code 200 with a reason and no result, and costs nothing",
    facts: ["task:failed", "task:failed-free"],
    needs: "stage",
    run: async (api, stage) => {
      const own = { ...api, key: await stage.newKey({ credits: 50 }) };
      stage.failNextTask();
      const task = await ended(own, await create(own, await gifTask(own)));
      expect(task).toMatchObject({
        status: "failed",
        credits: 0,
        result: { code: 501, media_urls: [] },
      });
      expect(task.result?.message).not.toBe("");
      expect(await balanceOf(own)).toBe(50);
    },
  },
  {
    title: "media that cannot be fetched end the task, not the call",
    facts: ["create:async-media", "task:failed"],
    needs: "stage",
    run: async (api) => {
      const gone = `${api.url}/gone/nothing.gif`;
      const input = { video_url: gone, new_face: await uploadPhoto(api) };
      const task = await ended(api, await create(api, { model: "gif-face-swap", input }));
      expect(task.status).toBe("failed");
    },
  },
  {
    title: "a task that nobody made is 404",
    facts: ["task:unknown"],
    needs: "free",
    run: async (api) => {
      const id = "6b0f2a52-7f53-4a43-9a52-0b6f0d3f8a11";
      await ask(api, 404, `${paths.taskInfo}?task_id=${id}`);
    },
  },
  {
    title: "a task of another key is 404",
    facts: ["task:foreign"],
    needs: "stage",
    run: async (api, stage) => {
      const id = await create(api, await gifTask(api));
      const key = await stage.newKey();
      await ask(api, 404, `${paths.taskInfo}?task_id=${id}`, { key });
      await ask(api, 200, `${paths.taskInfo}?task_id=${id}`);
    },
  },
  {
    title: "a finished task is called back with the data of TaskInfo, once",
    facts: ["callback:body", "callback:once"],
    needs: "stage",
    run: async (api, stage) => {
      const body = { ...(await gifTask(api)), callback_url: stage.callbackUrl };
      const id = await create(api, body);
      const task = await ended(api, id);
      const heard = await callbackOf(stage, id, api.pollMs);
      expect(heard.type).toContain("application/json");
      expect(heard.body).toEqual(task);
      await ended(api, await create(api, await gifTask(api)));
      expect(stage.callbacks).toHaveLength(1);
    },
  },
  {
    title: "a failed task is called back, too",
    facts: ["callback:failure"],
    needs: "stage",
    run: async (api, stage) => {
      stage.failNextTask();
      const body = { ...(await gifTask(api)), callback_url: stage.callbackUrl };
      const id = await create(api, body);
      await ended(api, id);
      const heard = await callbackOf(stage, id, api.pollMs);
      expect(heard.body).toMatchObject({ status: "failed", result: { code: 501 } });
    },
  },
];

async function callbackOf(stage: Parameters<ContractCase["run"]>[1], id: string, pollMs: number) {
  for (let looks = 0; looks < 600; looks += 1) {
    const found = stage.callbacks.find(({ body }) => JSON.stringify(body).includes(id));
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new Error("Nobody called back.");
}
