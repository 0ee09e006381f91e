import { Agent } from "undici";
import { describe, expect, onTestFinished, test } from "vitest";
import { createGuardedDispatcher } from "../../src/net/guarded-dispatcher.ts";
import { createSwapApi } from "../../src/services/swap-api.ts";
import { startFakeProvider } from "../support/fake-provider.ts";
import { plainGif } from "../support/job-world.ts";

async function openApi({ apiKey = "ak_test", allow = true } = {}) {
  const provider = await startFakeProvider(plainGif(1));
  onTestFinished(() => provider.close());
  const dispatcher = new Agent({ pipelining: 0 });
  const allowedOrigins = new Set(allow ? [provider.origin] : []);
  const guarded = createGuardedDispatcher({ allowedOrigins });
  onTestFinished(async () => {
    await Promise.all([dispatcher.destroy(), guarded.destroy()]);
  });
  const api = createSwapApi({
    baseUrl: provider.origin,
    apiKey,
    dispatcher,
    guarded,
    allowedOrigins,
    clock: Date.now,
  });
  return { api, provider };
}

const body = {
  model: "gif-face-swap" as const,
  input: { video_url: "https://host.example/a.gif", new_face: "https://host.example/b.jpg" },
};

const otherId = "6b0f2a52-7f53-4a43-9a52-0b6f0d3f8a11";

describe("the client of the swap API", () => {
  test("uploads without showing the key to the storage, which is somebody else's", async () => {
    const { api, provider } = await openApi();
    const bytes = plainGif(2);
    const url = await api.upload(bytes, "image/gif");
    expect(url).toMatch(/\.gif$/);
    expect(provider.uploads.get(url)?.equals(bytes)).toBe(true);
  });

  test("uploads to no private address that an answer names", async () => {
    const { api } = await openApi({ allow: false });
    await expect(api.upload(plainGif(1), "image/gif")).rejects.toMatchObject({
      code: "SWAP_API_ODD_ANSWER",
      next: "give-up",
    });
  });

  test("creates a task and follows it to its result", async () => {
    const { api, provider } = await openApi();
    provider.progress = { stage: "finding", done: 3, of: 9 };
    const created = await api.createTask(body);
    expect(created).toEqual({ kind: "accepted", taskId: [...provider.tasks.keys()][0] });
    const taskId = created.kind === "accepted" ? created.taskId : "";
    expect(await api.taskInfo(taskId)).toEqual({
      kind: "running",
      progress: { stage: "finding", done: 3, of: 9 },
    });
    expect(await api.taskInfo(taskId)).toEqual({
      kind: "succeeded",
      resultUrl: `${provider.origin}/results/${taskId}.gif?g=1`,
    });
    expect(await api.taskInfo(otherId)).toEqual({ kind: "unknown" });
  });

  test("reads a balance that is no whole number", async () => {
    expect(await (await openApi()).api.balance()).toBe(812.5);
  });

  test("tells a refusal from a doubt", async () => {
    const { api, provider } = await openApi();
    provider.faults.createTask.push({ code: 429, retryAfter: "9" }, { codeAfterwards: 500 });
    expect(await api.createTask(body)).toMatchObject({
      kind: "refused",
      error: { code: "SWAP_API_BUSY", next: "wait", retryAfterMs: 9000 },
    });
    expect(await api.createTask(body)).toMatchObject({
      kind: "unclear",
      error: { code: "SWAP_API_UNCLEAR", next: "ask-a-person" },
    });
    expect(provider.calls.length).toBe(2);
  });

  test("says when its key is not taken", async () => {
    const { api } = await openApi({ apiKey: "ak_wrong" });
    await expect(api.balance()).rejects.toMatchObject({ code: "SWAP_API_KEY", next: "give-up" });
  });

  test("does not take another task's answer for its own", async () => {
    const { api, provider } = await openApi();
    const other = {
      task_id: "other",
      status: "success",
      result: { media_urls: ["https://x.y/z"] },
    };
    provider.faults.taskInfo.push({ text: JSON.stringify({ code: 200, data: other }) });
    await expect(api.taskInfo(otherId)).rejects.toMatchObject({ code: "SWAP_API_ODD_ANSWER" });
  });
});
