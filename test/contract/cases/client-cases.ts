import { Agent } from "undici";
import { expect, onTestFinished } from "vitest";
import { createGuardedDispatcher } from "../../../src/net/guarded-dispatcher.ts";
import { createSwapApi } from "../../../src/services/swap-api.ts";
import type { SwapApi } from "../../../src/services/swap-api.ts";
import type { ContractCase, ContractSubject } from "../subject.ts";

/** The bot's own client, as the bot makes it. */
function clientOf(api: ContractSubject, key = api.key): SwapApi {
  const allowedOrigins = new Set([new URL(api.url).origin]);
  const dispatcher = new Agent();
  const guarded = createGuardedDispatcher({ allowedOrigins });
  onTestFinished(async () => {
    await Promise.all([dispatcher.destroy(), guarded.destroy()]);
  });
  return createSwapApi({
    baseUrl: api.url,
    apiKey: key,
    dispatcher,
    guarded,
    allowedOrigins,
    clock: Date.now,
  });
}

async function submit(client: SwapApi, { media }: ContractSubject) {
  return client.createTask({
    model: "gif-face-swap",
    input: {
      video_url: await client.upload(media.gif, "image/gif"),
      new_face: await client.upload(media.photo, "image/png"),
    },
  });
}

async function foundFaces(client: SwapApi, { pollMs }: ContractSubject, id: string) {
  for (let looks = 0; looks < 600; looks += 1) {
    const news = await client.detection(id);
    if (news.kind === "found") return news;
    if (news.kind === "failed") throw new Error("the detection failed");
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  throw new Error("It does not end.");
}

/** The bot's client against the API: what it makes of the answers. */
export const clientCases: readonly ContractCase[] = [
  {
    title: "the bot's client swaps a face from upload to result",
    facts: ["upload:put", "create:task-id", "task:success"],
    needs: "spends",
    run: async (api) => {
      const client = clientOf(api);
      const created = await submit(client, api);
      if (created.kind !== "accepted") throw created.error;
      for (let looks = 0; looks < 600; looks += 1) {
        const news = await client.taskInfo(created.taskId);
        if (news.kind === "succeeded") return;
        expect(news.kind).toBe("running");
        await new Promise((resolve) => setTimeout(resolve, api.pollMs));
      }
      throw new Error("It does not end.");
    },
  },
  {
    title: "the bot's client knows a task that is not there",
    facts: ["task:unknown"],
    needs: "free",
    run: async (api) => {
      const news = await clientOf(api).taskInfo("6b0f2a52-7f53-4a43-9a52-0b6f0d3f8a11");
      expect(news).toEqual({ kind: "unknown" });
    },
  },
  {
    title: "the bot's client takes a wrong key for the owner's matter",
    facts: ["key:unknown"],
    needs: "free",
    run: async (api) => {
      const balance = clientOf(api, `ak_${"0".repeat(32)}`).balance();
      await expect(balance).rejects.toMatchObject({ code: "SWAP_API_KEY", next: "give-up" });
    },
  },
  {
    title: "the bot's client reads the models and a price, which costs nothing",
    facts: ["models:list", "estimate:free", "estimate:documented"],
    needs: "free",
    run: async (api) => {
      const client = clientOf(api);
      expect(await client.models()).toContain("gif-face-swap");
      const url = "https://media.invalid/x";
      const input = { video_url: url, new_face: url };
      expect(await client.estimate({ model: "gif-face-swap", input })).toBeGreaterThan(0);
    },
  },
  {
    title: "the bot's client swaps the faces that it had detected",
    facts: ["detect:create", "detect:faces", "multi:detect-id"],
    needs: "spends",
    run: async (api, stage) => {
      stage.setFaces(1);
      const client = clientOf(api);
      const url = await client.upload(api.media.gif, "image/gif");
      const found = await foundFaces(client, api, await client.detectFaces({ kind: "video", url }));
      const target = await client.upload(api.media.photo, "image/png");
      const created = await client.createTask({
        model: "gif-face-swap-multi",
        input: {
          detect_id: found.detectId,
          video_url: url,
          faces: found.faces.map(({ id }) => ({ face_id: id, target })),
        },
      });
      expect(created.kind).toBe("accepted");
    },
  },
  {
    title: "the bot's client takes no face for a failed detection",
    facts: ["detect:no-face"],
    needs: "stage",
    run: async (api, stage) => {
      stage.setFaces(0);
      const client = clientOf(api);
      const url = await client.upload(api.media.gif, "image/gif");
      const id = await client.detectFaces({ kind: "video", url });
      await expect(foundFaces(client, api, id)).rejects.toThrow("failed");
    },
  },
  {
    title: "the bot's client can tell that there is no such task to cancel",
    facts: ["task:unknown"],
    needs: "free",
    run: async (api) => {
      const cancelled = clientOf(api).cancelTask("6b0f2a52-7f53-4a43-9a52-0b6f0d3f8a11");
      expect(await cancelled).toBe(false);
    },
  },
  {
    title: "the bot's client reads the balance",
    facts: ["balance:number"],
    needs: "free",
    run: async (api) => expect(await clientOf(api).balance()).toBeTypeOf("number"),
  },
  {
    title:
      "the bot's client says of a task without credits that it was refused, not that it is unclear",
    facts: ["limit:credits"],
    needs: "stage",
    run: async (api, stage) => {
      const client = clientOf(api, await stage.newKey({ credits: 1 }));
      expect(await submit(client, api)).toMatchObject({
        kind: "refused",
        error: { code: "SWAP_API_CREDITS", next: "give-up" },
      });
    },
  },
  {
    title: "the bot's client waits as long as it is told",
    facts: ["limit:rate"],
    needs: "stage",
    run: async (api, stage) => {
      const client = clientOf(api, await stage.newKey({ callsPerWindow: 1 }));
      await client.balance();
      const refused = client.balance();
      await expect(refused).rejects.toMatchObject({ code: "SWAP_API_BUSY", next: "wait" });
      const error: unknown = await refused.catch((thrown: unknown) => thrown);
      expect(error).toHaveProperty("retryAfterMs", expect.any(Number));
    },
  },
];
