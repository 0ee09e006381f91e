import type { ServerResponse } from "node:http";
import { describe, expect, test } from "vitest";
import type { Fault } from "../support/fake-provider.ts";
import { begin, jobWorld, runToEnd } from "../support/job-world.ts";
import type { MachineOptions } from "../support/open-machine.ts";
import { noHolds } from "../support/no-holds.ts";

const MB = 1024 * 1024;
/** More than a job asks for before it is given up. */
const many = 200;

/** One job whose looks at its task are answered like this, as often as `times` says; then the task is done. */
async function lookThrough(
  answer: (response: ServerResponse) => void,
  times: number,
  options: Partial<MachineOptions> = {},
) {
  const world = await jobWorld(options);
  const faults = Array.from({ length: times }, (): Fault => ({ answer }));
  world.provider.faults.taskInfo.push(...faults);
  const started = await world.start();
  await runToEnd(started, world.request("1"));
  const { used, holds, log } = (await started.accounts.get("person:77")) ?? {};
  return {
    results: world.reply.results.length,
    failures: world.reply.failures.map(({ code }) => code),
    used,
    holds,
    acts: log?.map(({ act }) => act),
    tasks: world.provider.tasks.size,
    /** How often a look came to nothing, as /metrics shows it. */
    counted: Number(
      /call="taskInfo",outcome="SWAP_API_\w+"\} (\d+)/.exec(await started.metrics.text())?.[1] ?? 0,
    ),
  };
}

const swapped = {
  results: 1,
  failures: [],
  used: 2,
  holds: noHolds,
  acts: ["hold", "settle"],
  tasks: 1,
};
const released = { results: 0, used: 0, holds: noHolds, acts: ["hold", "release"], tasks: 1 };

const sayJson = (value: unknown) => (response: ServerResponse) =>
  void response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(value));

const info = {
  create_at: 1,
  status: "success",
  credits: 1,
  result: { code: 200, media_urls: ["https://example.com/other.gif"] },
};
const ofAnother = { ...info, task_id: "00000000-0000-4000-8000-000000000000" };

describe("garbage, truncated JSON, an error in a 200, the wrong task", () => {
  test.each<[string, (response: ServerResponse) => void]>([
    ["garbage", (response) => void response.end("\0\u{1F4A9}{]")],
    [
      "JSON that is cut off",
      (response) => {
        response.writeHead(200, { "content-length": "1000" }).write('{"code":200,"data":{"stat');
        setImmediate(() => response.destroy());
      },
    ],
    ["an error in a 200", sayJson({ code: 500, message: "oops", data: null })],
    ["the end of another task", sayJson({ code: 200, message: "success", data: ofAnother })],
  ])("%s is counted and retried, then failed and released; no crash", async (_, answer) => {
    expect(await lookThrough(answer, 3)).toMatchObject({ ...swapped, counted: 3 });
    const left = await lookThrough(answer, many, { maxJobMs: 3_000 });
    expect(left).toMatchObject(released);
    expect(left.failures).toHaveLength(1);
    expect(left.counted).toBeGreaterThan(3);
  });

  test("50 MB of JSON are not read: the line is cut at the ceiling, counted and retried", async () => {
    const taken: number[] = [];
    const pour = (response: ServerResponse) => {
      const chunk = " ".repeat(64 * 1024);
      let sent = 0;
      const more = () => {
        while (sent < 50 * MB) {
          sent += chunk.length;
          if (!response.write(chunk)) return;
        }
        response.end("{}");
      };
      response.on("drain", more).on("close", () => taken.push(sent));
      response.writeHead(200, { "content-type": "application/json" });
      more();
    };
    expect(await lookThrough(pour, 2)).toMatchObject({ ...swapped, counted: 2 });
    expect(taken).toHaveLength(2);
    // 1 MB is the ceiling; the rest is what the two sockets hold.
    for (const bytes of taken) expect(bytes).toBeLessThan(20 * MB);
  });

  test("a status nobody knows is no end: looked at again, and released at the deadline", async () => {
    const world = await jobWorld({ maxJobMs: 2_000 });
    world.provider.end = { status: "pondering" };
    const started = await world.start();
    await runToEnd(started, world.request("1"));
    expect(world.reply.failures).toMatchObject([{ code: "SWAP_TIMED_OUT" }]);
    expect(world.provider.calls.filter((call) => call.endsWith("TaskInfo")).length).toBeGreaterThan(
      3,
    );
    expect(await started.accounts.get("person:77")).toMatchObject({ used: 0, holds: noHolds });
  });
});

/** One byte at a time, for as long as anybody listens. */
function drip(response: ServerResponse, head: string): void {
  response.socket?.write(head);
  const timer = setInterval(() => response.socket?.write("x"), 20);
  response.once("close", () => clearInterval(timer));
}

describe("slow body, header drip, hang, half-open socket", () => {
  test.each<[string, (response: ServerResponse) => void]>([
    ["a body that drips", (response) => drip(response, "HTTP/1.1 200 OK\r\n\r\n")],
    ["a header that drips", (response) => drip(response, "HTTP/1.1 200 OK\r\nx-slow: ")],
    // To who waits, a peer that is gone without a word is one that says nothing.
    ["a socket that is only half open", () => {}],
  ])(
    "%s holds nobody up: the job ends at its deadline with the credits back, others go on meanwhile",
    async (_, answer) => {
      const world = await jobWorld({ maxJobMs: 4_000 });
      const { provider, request, reply } = world;
      const isStuck = new Promise<void>((resolve) => {
        provider.faults.taskInfo.push({
          answer(response) {
            answer(response);
            resolve();
          },
        });
      });
      const started = await world.start();
      await begin(started, request("1", { personId: "71" }));
      await isStuck;
      await runToEnd(started, request("2", { personId: "72" }));
      expect((await started.records.get("1"))?.state).toBe("submitted");
      expect(reply).toMatchObject({ results: [{}], failures: [] });
      await started.ended("1");
      expect(reply.failures).toMatchObject([{ code: "SWAP_TIMED_OUT" }]);
      expect(await started.accounts.get("person:71")).toMatchObject({ used: 0, holds: noHolds });
      expect(await started.accounts.get("person:72")).toMatchObject({ used: 2, holds: noHolds });
    },
  );
});
