import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { request } from "undici";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { z } from "zod";
import { uploadTarget } from "../../src/contract/files.ts";
import { looseEnvelope } from "../../src/contract/envelope.ts";
import { paths } from "../../src/contract/paths.ts";
import { createdTask, looseTaskInfo } from "../../src/contract/task.ts";
import { canInspectProcesses, engineProcessesOf, isRunning } from "../support/engine-processes.ts";
import { faceModels } from "../support/face-models.ts";
import { sampleFace, sampleGif } from "../support/sample-media.ts";
import { runServerProgram, withModels } from "../support/server-program.ts";
import { tempDir } from "../support/temp-dir.ts";

const key = "a-key-that-nobody-may-see";
const settings = {
  SERVER_API_KEYS: key,
  SERVER_PORT: "0",
  SERVER_RATE_LIMIT: "0",
  ENGINE_PROCESSES: "1",
};

const addressOf = z.object({ port: z.number() });

async function call(url: URL | string, body?: unknown) {
  const response = await request(url, {
    method: body === undefined ? "GET" : "POST",
    headers: { "x-api-key": key, "content-type": "application/json" },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return looseEnvelope.parse(await response.body.json()).data;
}

async function upload(base: string, bytes: Uint8Array, type: string, ext: string) {
  const query = new URLSearchParams({ content_type: type, ext });
  const target = uploadTarget.parse(await call(`${base}${paths.uploadUrl}?${query.toString()}`));
  const put = await request(target.presigned_url, {
    method: "PUT",
    headers: { "content-type": type },
    body: bytes,
  });
  await put.body.dump();
  return target.file_url;
}

async function statusOf(base: string, id: string) {
  return looseTaskInfo.parse(await call(`${base}${paths.taskInfo}?task_id=${id}`));
}

describe("npm run server", () => {
  test("ends with every fault of its settings, and shows none of their values", async () => {
    const server = runServerProgram({ SERVER_API_KEYS: "hunter2", SERVER_PORT: "hunter3" });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain("SERVER_API_KEYS: ");
    expect(server.output()).toContain("SERVER_PORT: ");
    expect(server.output()).not.toContain("hunter");
    expect(server.output()).not.toContain("    at ");
  });

  test("says in one sentence that its port is taken", async () => {
    const other = createServer();
    await once(other.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void other.close());
    const { port } = addressOf.parse(other.address());
    const server = runServerProgram({
      ...settings,
      SERVER_PORT: String(port),
      DATA_DIR: withModels(tempDir()),
    });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain(
      `SERVER_HOST and SERVER_PORT: cannot listen on 127.0.0.1:${port} (EADDRINUSE)`,
    );
    expect(server.output()).not.toContain("    at ");
  });

  test("says in one sentence that its data folder cannot be written", async () => {
    const file = join(tempDir(), "a-file");
    writeFileSync(file, "");
    const server = runServerProgram({ ...settings, DATA_DIR: join(file, "data") });
    expect(await server.ended).toBe(1);
    expect(server.output()).toContain(`${join(file, "data")} cannot be written (ENOTDIR)`);
    expect(server.output()).not.toContain("    at ");
  });

  test("goes in good order when it is told to, and leaves no process behind", async () => {
    const server = runServerProgram({ ...settings, DATA_DIR: withModels(tempDir()) });
    const url = await server.url;
    expect((await request(`${url}/livez`)).statusCode).toBe(200);
    const children = canInspectProcesses ? engineProcessesOf(server.pid) : [];
    server.kill("SIGTERM");
    expect(await server.ended).toBe(0);
    await vi.waitFor(() => expect(children.filter(({ pid }) => isRunning(pid))).toEqual([]));
    expect(server.output()).not.toContain(key);
  });

  test("finishes after kill -9 and a new start what it had begun", async () => {
    const { mesh } = await faceModels();
    const dataDir = withModels(tempDir());
    const first = runServerProgram({ ...settings, DATA_DIR: dataDir });
    const base = await first.url;
    const input = {
      video_url: await upload(
        base,
        sampleGif(mesh, { frames: 12, side: 200 }),
        "image/gif",
        ".gif",
      ),
      new_face: await upload(base, await sampleFace(mesh), "image/png", ".png"),
    };
    const body = { model: "gif-face-swap", input };
    const { task_id } = createdTask.parse(await call(base + paths.createTask, body));
    await vi.waitFor(
      async () => expect((await statusOf(base, task_id)).progress?.stage).toBe("finding"),
      { timeout: 30_000, interval: 20 },
    );
    first.kill("SIGKILL");
    expect(await first.ended).toBe("SIGKILL");

    const second = runServerProgram({ ...settings, DATA_DIR: dataDir });
    const later = await second.url;
    await vi.waitFor(async () => expect((await statusOf(later, task_id)).status).toBe("success"), {
      timeout: 40_000,
      interval: 200,
    });
  });
});
