import { expect, test } from "vitest";
import { AppError, UserError } from "../../src/core/errors.ts";
import { createSafetyFloor } from "../../src/core/safety-floor.ts";
import type { Inspect, InspectedFile } from "../../src/core/safety-floor.ts";
import { markGif } from "../../src/media/mark-gif.ts";
import { jobWorld, plainGif, runToEnd } from "../support/job-world.ts";
import type { JobWorld, StartedMachine } from "../support/job-world.ts";

type Role = InspectedFile["role"];
type Verdict = Awaited<ReturnType<Inspect>>;

const harmless: Verdict = { rule: "none" };

/** The safety process as the bot sees it: says of files of one role what it is told to say. */
function inspector(role: Role, verdict: () => Verdict) {
  const looks: Role[][] = [];
  const inspect: Inspect = async ({ files }) => {
    const roles = files.map((file) => file.role);
    looks.push(roles);
    return roles.includes(role) ? verdict() : harmless;
  };
  return { inspect, looks };
}

async function expectNothingPaid(started: StartedMachine, id: string): Promise<void> {
  expect(await started.records.get(id)).toMatchObject({
    state: "delivered",
    delivery: "failure",
    reply: { token: "" },
  });
  const account = await started.accounts.get("person:77");
  expect({ used: account?.used ?? 0, holds: account?.holds ?? {} }).toEqual({ used: 0, holds: {} });
}

function refusals(world: JobWorld) {
  expect(world.reply.results).toEqual([]);
  return world.reply.failures;
}

test.each([
  ["sexual", "target", "CONTENT_SEXUAL"],
  ["sexual", "face", "CONTENT_SEXUAL"],
  ["minor", "target", "CONTENT_MINOR"],
  ["minor", "face", "CONTENT_MINOR"],
] as const)("%s content in the %s is refused before anything is held", async (rule, role, code) => {
  const { inspect } = inspector("target", () => ({ rule, role }));
  const world = await jobWorld({ inspect });
  const started = await world.start();
  await runToEnd(started, world.request("1"));
  expect(refusals(world)).toEqual([expect.objectContaining({ code, facts: { role } })]);
  expect(world.provider.tasks.size).toBe(0);
  expect(world.provider.uploads.size).toBe(0);
  await expectNothingPaid(started, "1");
});

test("sexual content in a result is not posted, and the credits come back", async () => {
  const { inspect, looks } = inspector("result", () => ({ rule: "sexual", role: "result" }));
  const world = await jobWorld({ inspect });
  const started = await world.start();
  await runToEnd(started, world.request("1"));
  expect(looks).toEqual([["target", "face"], ["result"]]);
  expect(world.provider.tasks.size).toBe(1);
  expect(refusals(world)).toEqual([
    expect.objectContaining({ code: "CONTENT_SEXUAL", facts: { role: "result" } }),
  ]);
  await expectNothingPaid(started, "1");
});

test("what cannot be looked at is refused, never let through", async () => {
  const { inspect } = inspector("result", () => {
    throw new AppError("ENGINE_TIMED_OUT");
  });
  const world = await jobWorld({ inspect });
  const started = await world.start();
  await runToEnd(started, world.request("1"));
  expect(refusals(world)).toEqual([expect.objectContaining({ code: "SAFETY_CHECK_FAILED" })]);
  await expectNothingPaid(started, "1");
});

test("a safety process that dies gets a second chance, and no third", async () => {
  let deaths = 1;
  const { inspect, looks } = inspector("target", () => {
    if (deaths === 0) return harmless;
    deaths -= 1;
    throw new AppError("ENGINE_CRASHED");
  });
  const world = await jobWorld({ inspect });
  const started = await world.start();
  await runToEnd(started, world.request("1"));
  expect(world.reply.results).toHaveLength(1);

  deaths = 2;
  looks.length = 0;
  world.provider.cdn.set("dance.gif", plainGif(19));
  await runToEnd(started, world.request("2"));
  expect(world.reply.failures).toEqual([expect.objectContaining({ code: "SAFETY_CHECK_FAILED" })]);
  expect(looks).toHaveLength(2);
});

test("files that were harmless are not looked at again, other files are", async () => {
  const { inspect, looks } = inspector("target", () => harmless);
  const world = await jobWorld({ inspect, creditsPerPeriod: 100 });
  const started = await world.start();
  await runToEnd(started, world.request("1"));
  await runToEnd(started, world.request("2"));
  expect(looks).toEqual([["target", "face"], ["result"]]);
  world.provider.cdn.set("dance.gif", plainGif(12));
  await runToEnd(started, world.request("3"));
  expect(looks).toEqual([["target", "face"], ["result"], ["target", "face"]]);
});

test("a refusal is not remembered, and neither is a harmless file in another role", async () => {
  const looks: Role[] = [];
  const floor = createSafetyFloor(async ({ files: [file] }) => {
    looks.push(file.role);
    return file.role === "result" ? { rule: "sexual", role: "result" } : harmless;
  });
  const { signal } = new AbortController();
  const file = (role: Role) => [{ role, kind: "gif" as const, bytes: markGif(plainGif(2)) }];
  await floor(file("target"), signal);
  await floor(file("target"), signal);
  await expect(floor(file("result"), signal)).rejects.toBeInstanceOf(UserError);
  await expect(floor(file("result"), signal)).rejects.toMatchObject({ code: "CONTENT_SEXUAL" });
  expect(looks).toEqual(["target", "result", "result"]);
});

test("a file that does not decode is told so, not called unsafe", async () => {
  const floor = createSafetyFloor(async () => {
    throw new UserError("FACE_BROKEN");
  });
  const files = [{ role: "face", kind: "image", bytes: new Uint8Array(3) }] as const;
  await expect(floor(files, new AbortController().signal)).rejects.toMatchObject({
    code: "FACE_BROKEN",
  });
});
