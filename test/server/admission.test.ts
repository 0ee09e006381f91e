import { describe, expect, test } from "vitest";
import { paths } from "../../src/contract/paths.ts";
import { otherKey, ownKey, startFaceSwapServer } from "../support/face-swap-server.ts";

describe("the key", () => {
  test("is asked for at every address of the contract, there or not", async () => {
    const server = await startFaceSwapServer();
    for (const path of [...Object.values(paths), "/api/v1/client/job/Nothing"]) {
      const { status, envelope } = await server.call(path, { key: null });
      expect({ path, status, ...envelope }).toMatchObject({
        path,
        status: 401,
        code: 401,
        message: "API key missing",
      });
    }
  });

  test.each(["", "x", `${ownKey}x`, ownKey.slice(1), ownKey.toUpperCase(), "ключ".repeat(9)])(
    "is refused when it is not one of ours (%j)",
    async (key) => {
      const server = await startFaceSwapServer();
      const header = Buffer.from(key).toString("latin1");
      const { status, envelope } = await server.call(paths.balance, { key: header });
      expect(status).toBe(401);
      expect(envelope).toMatchObject({ code: 401, data: null });
    },
  );

  test("is looked at before anything else: a stranger always gets the same answer", async () => {
    const server = await startFaceSwapServer({ config: { callsPerWindow: 1 } });
    const answers = [
      await server.call(paths.createTask, { key: "a stranger", body: "no json" }),
      await server.call(paths.createTask, { key: "a stranger", body: { model: "x" } }),
      await server.call(`${paths.taskInfo}?task_id=1`, { key: "a stranger" }),
      await server.call("/api/v1/client/nothing", { key: "a stranger" }),
    ];
    const texts = new Set(answers.map(({ status, bytes }) => `${status} ${bytes.toString()}`));
    expect(texts.size).toBe(1);
  });

  test("opens the way whichever of the configured ones it is", async () => {
    const server = await startFaceSwapServer();
    for (const key of [ownKey, otherKey]) {
      expect((await server.call(paths.balance, { key })).status).toBe(200);
    }
  });

  test("is in no log line, and neither is a permit", async () => {
    const server = await startFaceSwapServer();
    await server.createTask();
    await server.call(paths.balance, { key: "a-wrong-key-of-somebody" });
    const log = server.logLines.join("");
    expect(log).toContain("/uploads/:name");
    for (const secret of [ownKey, "a-wrong-key-of-somebody", "signature"]) {
      expect(log).not.toContain(secret);
    }
    for (const name of server.files().stored) expect(log).not.toContain(name);
  });
});

describe("the rate limit", () => {
  test("refuses what is too much, says when to come again, and counts every key for itself", async () => {
    const server = await startFaceSwapServer({ config: { callsPerWindow: 3 } });
    const statuses = [];
    for (const path of [paths.balance, paths.taskInfo, "/api/v1/client/nothing", paths.balance]) {
      statuses.push((await server.call(path)).status);
    }
    expect(statuses).toEqual([200, 422, 404, 429]);

    const refused = await server.call(paths.createTask, { body: { model: "x" } });
    expect(refused.envelope).toMatchObject({ code: 429, message: "Too many requests" });
    const wait = Number(refused.headers["retry-after"]);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(10);
    expect((await server.call(paths.balance, { key: otherKey })).status).toBe(200);
  });

  test("does not touch media, uploads and health", async () => {
    const server = await startFaceSwapServer({ config: { callsPerWindow: 1 } });
    await server.call(paths.balance);
    for (const path of ["/media/nothing.gif", "/livez", "/readyz"]) {
      expect((await server.call(path)).status).not.toBe(429);
    }
  });

  test("is none when it is set to 0", async () => {
    const server = await startFaceSwapServer({ config: { callsPerWindow: 0 } });
    const calls = Array.from({ length: 50 }, () => server.call(paths.balance));
    expect(new Set((await Promise.all(calls)).map(({ status }) => status))).toEqual(new Set([200]));
  });
});
