import { EventEmitter, once } from "node:events";
import { describe, expect, test } from "vitest";
import { UpstreamError } from "../../src/core/errors.ts";
import { createSlots } from "../../src/services/slots.ts";
import { jobWorld, runToEnd } from "../support/job-world.ts";

const never = new AbortController().signal;
const somebody = { group: "1", person: "1" };

describe("slots", () => {
  test("let in as many as there are, in the order they came", async () => {
    const slots = createSlots(2);
    const order: number[] = [];
    let inside = 0;
    let most = 0;
    const work = async (id: number) => {
      inside += 1;
      most = Math.max(most, inside);
      order.push(id);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map((id) => slots.use(never, () => work(id), somebody)));
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  test("go round between servers, and in each between its people, whoever asked for most", async () => {
    const slots = createSlots(1);
    const door = new EventEmitter();
    const order: string[] = [];
    const ask = async (group: string, person: string) =>
      slots.use(never, async () => void order.push(`${group}${person}`), { group, person });
    const first = slots.use(never, () => once(door, "open"), somebody);
    const asked = [
      ...[1, 2, 3, 4].map(() => ask("A", "ada")),
      ask("A", "bob"),
      ...[1, 2].map(() => ask("B", "eve")),
      ask("C", "kim"),
    ];
    // So that the first is inside, listening.
    await new Promise((resolve) => setImmediate(resolve));
    door.emit("open");
    await Promise.all([first, ...asked]);
    expect(order).toEqual(["Aada", "Beve", "Ckim", "Abob", "Beve", "Aada", "Aada", "Aada"]);
  });

  test("are given back after a failure", async () => {
    const slots = createSlots(1);
    const failing = slots.use(
      never,
      async () => {
        throw new Error("no");
      },
      somebody,
    );
    await expect(failing).rejects.toThrow("no");
    expect(await slots.use(never, async () => "in", somebody)).toBe("in");
  });

  test("lose nobody when somebody leaves the line", async () => {
    const slots = createSlots(1);
    const door = new EventEmitter();
    const first = slots.use(never, () => once(door, "open"), somebody);
    const tired = new AbortController();
    const second = slots.use(tired.signal, async () => "second", somebody);
    const third = slots.use(never, async () => "third", somebody);
    tired.abort(new Error("tired"));
    await expect(second).rejects.toThrow("tired");
    door.emit("open");
    await first;
    expect(await third).toBe("third");
    await expect(slots.use(tired.signal, async () => {}, somebody)).rejects.toThrow("tired");
  });
});

test("a job that waits for Discord leaves its slot to the others", async () => {
  const world = await jobWorld({ slots: 1 });
  const { reply } = world;
  const started = await world.start({
    reply: {
      ...reply,
      async result(to, jobId, result) {
        const isFirst = jobId === "1" && reply.results.length === 0;
        if (isFirst) throw new UpstreamError("REPLY_NOT_TAKEN", { next: "wait" });
        await reply.result(to, jobId, result);
      },
    },
  });
  await Promise.all(["1", "2"].map((id) => runToEnd(started, world.request(id))));
  expect(world.reply.results.length).toBe(2);
});
