import { expect } from "vitest";
import { paths } from "../../../src/contract/paths.ts";
import { ask, gifTask } from "../subject.ts";
import type { ContractCase } from "../subject.ts";

const nowhere = "https://media.invalid/x";
const anyTask = { model: "gif-face-swap", input: { video_url: nowhere, new_face: nowhere } };

/** Who may call, how often, and in which order that is looked at. */
export const accessCases: readonly ContractCase[] = [
  {
    title: "an answer that worked is an envelope with data",
    facts: ["answer:envelope", "answer:http-status"],
    needs: "free",
    run: async (api) => {
      const { message, data } = await ask(api, 200, paths.balance);
      expect(message).not.toBe("");
      expect(data).toBeTypeOf("object");
    },
  },
  {
    title: "an unknown path is a 404 envelope",
    facts: ["answer:unknown-path", "answer:envelope", "answer:http-status"],
    needs: "free",
    run: async (api) => void (await ask(api, 404, "/api/v1/client/job/NoSuchThing")),
  },
  ...[paths.balance, `${paths.taskInfo}?task_id=${"0".repeat(36)}`].flatMap(
    (path): ContractCase[] => [
      {
        title: `without a key ${path.slice(15, 30)} is 401`,
        facts: ["key:missing"],
        needs: "free",
        run: async (api) => void (await ask(api, 401, path, { key: null })),
      },
      {
        title: `with a key that nobody made ${path.slice(15, 30)} is 401`,
        facts: ["key:unknown"],
        needs: "free",
        run: async (api) => void (await ask(api, 401, path, { key: `ak_${"0".repeat(32)}` })),
      },
    ],
  ),
  {
    title: "the header of the key is read in either case",
    facts: ["key:header-case"],
    needs: "free",
    run: async (api) => {
      await ask(api, 200, paths.balance, { key: null, headers: { "X-API-KEY": api.key } });
    },
  },
  {
    title: "a disabled key is 403",
    facts: ["key:disabled"],
    needs: "stage",
    run: async (api, stage) => {
      await ask(api, 403, paths.balance, { key: await stage.disabledKey() });
    },
  },
  {
    title: "a task that costs more than there is is 402, and costs nothing",
    facts: ["limit:credits"],
    needs: "stage",
    run: async (api, stage) => {
      const key = await stage.newKey({ credits: 1 });
      await ask(api, 402, paths.createTask, { key, body: await gifTask(api) });
      const { data } = await ask(api, 200, paths.balance, { key });
      expect(data).toMatchObject({ balance: 1 });
    },
  },
  {
    title: "calls over the limit are 429 with the time to wait, whatever they ask",
    facts: ["limit:rate"],
    needs: "stage",
    run: async (api, stage) => {
      const key = await stage.newKey({ callsPerWindow: 3 });
      await ask(api, 200, paths.balance, { key });
      await ask(api, 404, `${paths.taskInfo}?task_id=${"0".repeat(36)}`, { key });
      await ask(api, 200, paths.estimateCredits, { key, body: anyTask });
      const { headers } = await ask(api, 429, paths.createTask, { key, body: anyTask });
      expect(Number(headers["retry-after"])).toBeGreaterThan(0);
      await ask(api, 200, paths.balance);
    },
  },
  {
    title: "under maintenance new work is 455, and looking goes on",
    facts: ["limit:maintenance"],
    needs: "stage",
    run: async (api, stage) => {
      stage.setMaintenance(true);
      await ask(api, 455, paths.createTask, { body: anyTask });
      await ask(api, 200, paths.balance);
      stage.setMaintenance(false);
      await ask(api, 422, paths.createTask, { body: {} });
    },
  },
  {
    title: "a model that is switched off is 505",
    facts: ["limit:feature"],
    needs: "stage",
    run: async (api, stage) => {
      await ask(api, 505, paths.createTask, { body: { ...anyTask, model: stage.offModel } });
    },
  },
  {
    title: "the checks come in the contract's order",
    facts: ["limit:order"],
    needs: "stage",
    run: async (api, stage) => {
      const key = await stage.newKey({ credits: 1, callsPerWindow: 4 });
      stage.setMaintenance(true);
      await ask(api, 401, paths.createTask, { key: "nobody", body: {} });
      await ask(api, 455, paths.createTask, { key, body: {} });
      stage.setMaintenance(false);
      const off = { ...anyTask, model: stage.offModel };
      await ask(api, 422, paths.createTask, { key, body: { ...off, callback_url: "soon" } });
      await ask(api, 505, paths.createTask, { key, body: off });
      await ask(api, 402, paths.createTask, { key, body: anyTask });
      stage.setMaintenance(true);
      await ask(api, 429, paths.createTask, { key, body: {} });
      stage.setMaintenance(false);
    },
  },
];
