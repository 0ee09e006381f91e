import { describe, expect, test } from "vitest";
import { startFaceSwapServer } from "../support/face-swap-server.ts";

describe("health", () => {
  test("is told without a key", async () => {
    const server = await startFaceSwapServer();
    for (const path of ["/livez", "/readyz"]) {
      expect(await server.call(path, { key: null })).toMatchObject({ status: 200 });
    }
  });

  test("says what is missing while no engine is up, and is still alive", async () => {
    const server = await startFaceSwapServer();
    server.engine.state.ready = 0;
    const { status, bytes } = await server.call("/readyz");
    expect(status).toBe(503);
    expect(JSON.parse(bytes.toString())).toEqual({ status: "not ready", failing: ["engine"] });
    expect(await server.call("/livez")).toMatchObject({ status: 200 });
    server.engine.state.ready = 2;
    expect(await server.call("/readyz")).toMatchObject({ status: 200 });
  });
});
