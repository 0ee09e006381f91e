import { fork } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { Agent, request } from "undici";
import { z } from "zod";
import { paths } from "../../src/contract/paths.ts";
import { createdTask } from "../../src/contract/task.ts";
import { uploadTarget } from "../../src/contract/files.ts";
import { limits } from "../../src/core/limits.ts";
import { pngHeader, tinyGif } from "../support/tiny-media.ts";
import type { BenchRow } from "./bench-row.ts";

const calls = 4000;
const connections = 16;
const started = z.object({ url: z.string() });
const usage = z.object({ rss: z.number(), heapUsed: z.number(), cpuMicros: z.number() });
const answer = z.object({ code: z.number(), data: z.unknown() });

interface Pace {
  readonly perSecond: number;
  readonly cpuMicros: number;
}

/**
 * What the API takes of submits and queries over loopback sockets, with the real store (each submit is two synced writes),
 * against `/livez` of the same server, which does nothing; and what a waiting task costs in memory.
 */
export async function measureApi(): Promise<BenchRow[]> {
  // As many clients as it takes for each to have no more unfinished tasks than the server's default allows.
  const clients = Math.ceil((2 * calls) / limits.maxUnfinishedPerKey);
  const keys = Array.from({ length: clients }, () => `ak_${randomUUID()}`);
  const child = fork(join(import.meta.dirname, "api-server.ts"), keys, {
    execArgv: ["--import", "tsx", "--expose-gc"],
  });
  const dispatcher = new Agent({ connections, pipelining: 1 });
  const ids: { readonly key: string; readonly id: string }[] = [];
  try {
    const { url } = started.parse((await once(child, "message"))[0]);
    const look = async () => {
      child.send("usage");
      return usage.parse((await once(child, "message"))[0]);
    };
    const call = async (path: string, key = keys[0], body?: unknown) => {
      const response = await dispatcher.request({
        origin: url,
        path,
        method: body === undefined ? "GET" : "POST",
        headers: { "x-api-key": key, "content-type": "application/json" },
        body: body === undefined ? null : JSON.stringify(body),
      });
      const value: unknown = await response.body.json();
      if (response.statusCode !== 200) throw new Error(`${path} answered ${JSON.stringify(value)}`);
      return value;
    };
    const pace = async (one: (index: number) => Promise<void>): Promise<Pace> => {
      const [before, begun] = [await look(), performance.now()];
      let next = 0;
      const walk = async () => {
        for (let index = next++; index < calls; index = next++) await one(index);
      };
      await Promise.all(Array.from({ length: connections }, walk));
      const seconds = (performance.now() - begun) / 1000;
      const after = await look();
      const cpuMicros = (after.cpuMicros - before.cpuMicros) / calls;
      return { perSecond: calls / seconds, cpuMicros };
    };

    const idle = async () => {
      await call("/livez");
    };
    const upload = async (bytes: Uint8Array, type: string, ext: string) => {
      const query = new URLSearchParams({ content_type: type, ext });
      const { data } = answer.parse(await call(`${paths.uploadUrl}?${query.toString()}`));
      const { presigned_url, file_url } = uploadTarget.parse(data);
      await request(presigned_url, {
        method: "PUT",
        headers: { "content-type": type },
        body: bytes,
      });
      return file_url;
    };
    // Two tasks run for ever on the engine's stand-in, and all others wait.
    const input = {
      video_url: await upload(tinyGif(), "image/gif", ".gif"),
      new_face: await upload(pngHeader(), "image/png", ".png"),
    };
    let submitted = 0;
    const submit = async () => {
      const key = keys[submitted++ % clients];
      const made = await call(paths.createTask, key, { model: "gif-face-swap", input });
      ids.push({ key, id: createdTask.parse(answer.parse(made).data).task_id });
    };
    const query = async (index: number) => {
      const { key, id } = ids[index];
      await call(`${paths.taskInfo}?task_id=${id}`, key);
    };

    await pace(idle);
    await pace(submit);
    const before = await look();
    const [submits, queries, bare] = [await pace(submit), await pace(query), await pace(idle)];
    const after = await look();

    const paceRows = (name: string, ours: Pace): BenchRow[] => [
      row(`${name} a second (peer: /livez)`, ours.perSecond, bare.perSecond, "/s"),
      row(`CPU of the server for one of them (peer: /livez)`, ours.cpuMicros, bare.cpuMicros, "µs"),
    ];
    return [
      ...paceRows("CreateTask calls", submits),
      ...paceRows("TaskInfo calls", queries),
      {
        name: `heap of the server for each of ${2 * calls} waiting tasks`,
        ours: (after.heapUsed - before.heapUsed) / calls,
        unit: "bytes",
      },
      { name: "memory of the server while they wait", ours: after.rss / 1024 / 1024, unit: "MB" },
    ];
  } finally {
    await dispatcher.close();
    child.disconnect();
    await once(child, "exit");
  }
}

function row(name: string, ours: number, peer: number, unit: string): BenchRow {
  return { name, ours, peer, unit };
}
