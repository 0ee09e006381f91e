import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { paths } from "../../src/contract/paths.ts";
import { changeKeyFile, keyFileName } from "../../src/storage/key-file.ts";
import { addKey, disableKey } from "../../src/storage/key-changes.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer } from "../support/face-swap-server.ts";

const media = "https://media.invalid/x";
const gifTask = { model: "gif-face-swap", input: { video_url: media, new_face: media } };
const videoTask = { model: "video-face-swap", input: { video_url: media, new_face: media } };

async function disabledKey(server: FaceSwapServer): Promise<string> {
  let made = "";
  await changeKeyFile(join(server.dataDir, keyFileName), (keys) => {
    const { keys: next, key } = addKey(keys, "closed", {}, 0);
    made = key;
    return disableKey(next, "closed", 0);
  });
  return made;
}

/** How each code of the contract comes about, and what is told. */
const ways = {
  200: (server) => server.call(paths.balance),
  401: (server) => server.call(paths.balance, { key: "nobody" }),
  402: (server) => server.call(paths.createTask, { body: gifTask }),
  403: async (server) => server.call(paths.balance, { key: await disabledKey(server) }),
  404: (server) => server.call(`${paths.taskInfo}?task_id=${"0".repeat(36)}`),
  422: (server) => server.call(paths.createTask, { body: { model: "gif-face-swap" } }),
  429: async (server) => {
    for (let n = 0; n < 5; n += 1) await server.call(paths.balance);
    return server.call(paths.balance);
  },
  455: async (server) => {
    writeFileSync(join(server.dataDir, "maintenance"), "");
    return server.call(paths.createTask, { body: gifTask });
  },
  505: (server) => server.call(paths.createTask, { body: videoTask }),
} as const satisfies Record<number, (server: FaceSwapServer) => ReturnType<FaceSwapServer["call"]>>;

describe.each(["mirror", "always-200"] as const)(
  "an answer whose HTTP status is %s",
  (httpStatus) => {
    test.each(Object.entries(ways))("can say %s", async (code, provoke) => {
      const server = await startFaceSwapServer({
        config: { httpStatus, creditsPerKey: 1, callsPerWindow: 5 },
      });
      const { status, headers, envelope, bytes } = await provoke(server);
      expect(envelope.code).toBe(Number(code));
      expect(status).toBe(httpStatus === "mirror" ? Number(code) : 200);
      expect(headers["content-type"]).toContain("application/json");
      const answer = JSON.parse(bytes.toString()) as Record<string, unknown>;
      expect("errors" in answer).toBe(code === "422");
      expect("data" in answer).toBe(code !== "422");
      expect("retry-after" in headers).toBe(code === "429");
    });
  },
);

describe("files and health", () => {
  test("have their own HTTP status in either mode: they have no code to read instead", async () => {
    const server = await startFaceSwapServer({ config: { httpStatus: "always-200" } });
    expect((await server.call("/media/nothing.gif")).status).toBe(404);
    expect((await server.call("/nothing")).status).toBe(404);
  });
});

describe("maintenance", () => {
  test("refuses new work at once, lets the rest go on, and ends when the switch is off", async () => {
    const server = await startFaceSwapServer();
    const id = await server.createTask();
    const swap = await server.engine.swap(0);
    const switchFile = join(server.dataDir, "maintenance");
    writeFileSync(switchFile, "");
    const uploadUrl = `${paths.uploadUrl}?content_type=image%2Fgif&ext=.gif`;
    for (const refused of [
      await server.call(paths.createTask, { body: "no json" }),
      await server.call(uploadUrl),
    ]) {
      expect(refused.envelope).toMatchObject({ code: 455, data: null });
    }
    expect((await server.call(paths.balance)).status).toBe(200);
    swap.succeed();
    expect(await server.ended(id)).toMatchObject({ status: "success" });
    rmSync(switchFile);
    expect((await server.call(uploadUrl)).status).toBe(200);
  });
});

describe("the order of the checks", () => {
  test("is key, rate, maintenance, body, feature, credits", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 0, callsPerWindow: 5 } });
    const codes: number[] = [];
    const create = async (body: Record<string, unknown>, key?: string) => {
      const { envelope } = await server.call(paths.createTask, { body, ...(key && { key }) });
      codes.push(envelope.code);
    };
    const maintenance = join(server.dataDir, "maintenance");
    writeFileSync(maintenance, "");
    await create({}, "nobody");
    await create({});
    rmSync(maintenance);
    await create({ ...videoTask, callback_url: "soon" });
    await create(videoTask);
    await create(gifTask);
    await create({});
    await create({});
    expect(codes).toEqual([401, 455, 422, 505, 402, 422, 429]);
  });
});
