import { expect, test } from "vitest";
import { createForgetJobs } from "../../../src/services/privacy/forget-jobs.ts";
import { begin, jobWorld, runToEnd } from "../../support/job-world.ts";
import { UpstreamError } from "../../../src/core/errors.ts";

const unseen = () => new UpstreamError("REPLY_NOT_TAKEN", { next: "give-up" });

test("a result that waits for a person who wants to be forgotten goes, and its credits come back", async () => {
  const world = await jobWorld();
  const started = await world.start();
  world.reply.refusals.push(unseen());
  await begin(started, world.request("1"));
  const state = async () => (await started.records.get("1"))?.state;
  await expect.poll(state, { timeout: 15_000 }).toBe("kept");
  const { records, wakeups } = started;
  await createForgetJobs({ records, wakeups, clock: Date.now })("77");
  await started.ended("1");
  expect(await started.accounts.get("person:77")).toMatchObject({ used: 0, holds: {} });
});

test("an ended job loses what it was about, and still keeps its interaction from being run again", async () => {
  const world = await jobWorld();
  const started = await world.start();
  const request = world.request("1", { personId: "78" });
  await runToEnd(started, world.request("2"));
  await runToEnd(started, request);
  const { records, wakeups } = started;
  await createForgetJobs({ records, wakeups, clock: Date.now })("78");
  expect(await records.get("1")).toMatchObject({ target: { url: "" }, face: { url: "" } });
  expect((await records.get("2"))?.target.url).toContain("dance.gif");
  expect(await started.machine.create(request)).toBe(false);
});

test("a job honours “not my face” of now: of whose picture it takes, and of whose message", async () => {
  const world = await jobWorld();
  const started = await world.start();
  await started.optOuts.set("8", true);
  const url = `${world.provider.origin}/cdn/face.jpg`;
  const consent = { hash: "ab", at: 1 };
  await runToEnd(started, world.request("1", { face: { memberId: "8", url, consent } }));
  const target = { ...world.request("2").target, authorId: "8" };
  await runToEnd(started, world.request("2", { target }));
  await runToEnd(started, world.request("3", { face: { memberId: "9", url } }));
  expect(world.reply.failures.map(({ code }) => code)).toEqual([
    "MEMBER_OPTED_OUT",
    "AUTHOR_OPTED_OUT",
    "MEMBER_CANNOT_ANSWER",
  ]);
  await runToEnd(started, world.request("4", { personId: "8", target }));
  await runToEnd(started, world.request("5", { personId: "8", face: { memberId: "8", url } }));
  await runToEnd(started, world.request("6", { face: { memberId: "9", url, consent } }));
  expect(world.reply.results).toHaveLength(3);
  expect(world.provider.tasks.size).toBe(3);
});
