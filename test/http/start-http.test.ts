import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { once } from "node:events";
import { describe, expect, onTestFinished, test } from "vitest";
import { createMetrics } from "../../src/core/metrics.ts";
import { createReadiness } from "../../src/http/readiness.ts";
import type { Check } from "../../src/http/readiness.ts";
import { startHttp } from "../../src/http/start-http.ts";

async function start(parts: Record<string, Check>) {
  const readiness = createReadiness(parts);
  const metrics = createMetrics();
  const http = await startHttp({ host: "127.0.0.1", port: 0, readiness, metrics });
  onTestFinished(() => http.close());
  const get = async (path: string) => {
    const response = await fetch(http.url + path);
    return { status: response.status, text: await response.text() };
  };
  return { readiness, metrics, get };
}

describe("the bot's HTTP side", () => {
  test("is ready when every part works, and names what does not", async () => {
    let works = true;
    const { get } = await start({ store: () => works, discord: () => true });
    expect(await get("/readyz")).toEqual({ status: 200, text: '{"status":"ok","failing":[]}' });
    works = false;
    expect(await get("/readyz")).toEqual({
      status: 503,
      text: '{"status":"not ready","failing":["store"]}',
    });
    works = true;
    expect((await get("/readyz")).status).toBe(200);
  });

  test.each<[string, Check]>([
    ["throws", () => Promise.reject(new Error("down"))],
    ["never answers", () => new Promise(() => {})],
  ])("is not ready, but alive, when a check %s", async (_, check) => {
    const { get } = await start({ store: check });
    expect((await get("/readyz")).text).toContain('"failing":["store"]');
    expect(await get("/livez")).toEqual({ status: 200, text: '{"status":"ok"}' });
  });

  test("is not ready once the bot goes down", async () => {
    const { get, readiness } = await start({ store: () => true });
    readiness.stop();
    expect(await get("/readyz")).toMatchObject({
      status: 503,
      text: expect.stringContaining("stopping"),
    });
  });

  test("tells Prometheus what was counted", async () => {
    const { get, metrics } = await start({});
    metrics.dispatched("faceswap", "ok", 12);
    metrics.ended("result");
    metrics.jobs(new Map([["submitted", 3]]));
    const { text } = await get("/metrics");
    expect(text).toContain('bot_dispatch_seconds_count{name="faceswap",outcome="ok"} 1');
    expect(text).toContain('bot_jobs_ended_total{delivery="result"} 1');
    expect(text).toContain('bot_jobs{state="submitted"} 3');
  });

  test("says which setting names a port that is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const readiness = createReadiness({});
    const started = startHttp({ host: "127.0.0.1", port, readiness, metrics: createMetrics() });
    await expect(started).rejects.toThrow(`METRICS_PORT: cannot listen on 127.0.0.1:${port}`);
  });
});
