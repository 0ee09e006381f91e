import { PermissionFlagsBits } from "discord.js";
import { expect, test } from "vitest";
import { limits } from "../../src/core/limits.ts";
import type { SlashContext } from "../support/discord/interaction-payload.ts";
import type { SeenMessage } from "../support/discord/message.ts";
import { apiFindings } from "../support/discord/start-test-bot.ts";
import { begin } from "../support/job-world.ts";
import { noHolds } from "../support/no-holds.ts";
import { acknowledgedJob } from "../support/discord/acknowledged-job.ts";

const mayPost =
  PermissionFlagsBits.ViewChannel |
  PermissionFlagsBits.SendMessages |
  PermissionFlagsBits.AttachFiles;
const somebodyElse = { id: "309999999999999999", name: "Mallory" };

async function startJob(context: SlashContext = {}) {
  const job = await acknowledgedJob(context);
  const state = async () => (await job.started.records.get("1"))?.state;
  return { ...job, state };
}

/** A job whose reply was deleted before the result came. */
async function keptJob() {
  const job = await startJob();
  const deleted = { method: "PATCH", path: /@original$/, status: 404, code: 10_008 };
  job.discord.faults.push({ ...deleted, times: 2 });
  await begin(job.started, job.request);
  await expect.poll(job.state, { timeout: 10_000 }).toBe("kept");
  job.discord.faults.length = 0;
  return job;
}

const isHandedOver = ({ content }: SeenMessage) => content.includes("longer than Discord lets me");

test("at minute 13 the reply gets a button; pressed when the token is dead, it becomes the result", async () => {
  const { discord, world, handle, started, request, account, pass } = await startJob();
  world.provider.runningLooks = Infinity;
  await begin(started, request);
  await expect.poll(() => world.provider.tasks.size).toBe(1);
  await pass(13);
  const waiting = await handle.shows(isHandedOver);
  const { placedAt = 0 } = (await started.records.get("1")) ?? {};
  const givenUpAt = Math.floor((placedAt + limits.maxJobMs) / 1000);
  expect(waiting.content).toContain(
    `longer than Discord lets me wait. If it is not done by <t:${givenUpAt}:t>, I give it up, and it costs you nothing.`,
  );
  handle.expire();
  world.provider.runningLooks = 0;
  await pass(3);
  await expect.poll(async () => (await started.records.get("1"))?.state).toBe("kept");
  expect(await started.machine.waiting(handle.personId)).toMatchObject([{ jobId: "1" }]);

  const pressed = discord.press(handle, "Show result", { ageMs: -16 * 60_000 });
  const message = await pressed.shows(({ attachments }) => attachments.length === 1);
  expect(JSON.stringify(message.components)).not.toContain("Show result");
  await started.ended("1");
  expect(await started.records.get("1")).toMatchObject({ delivery: "result" });
  expect(await account()).toMatchObject({ used: 2, holds: noHolds });
  expect(apiFindings(discord)).toEqual([]);
});

test("a result whose reply was deleted is listed by /credits to its person alone, who can open it there", async () => {
  const { discord, started, account } = await keptJob();
  const others = discord.slash("credits", {}, { user: somebodyElse });
  expect(await others.edited()).toMatchObject({ components: [] });
  const list = discord.slash("credits", {});
  const { content } = await list.edited();
  expect(content).toMatch(/^Finished swaps that wait for you:\n1\. .*<t:\d+:R>/m);
  const opened = discord.press(list, "Show result 1");
  expect(await opened.acked()).toMatchObject({ ephemeral: true });
  await opened.shows(({ attachments }) => attachments.length === 1);
  await started.ended("1");
  expect(await account()).toMatchObject({ used: 2, holds: noHolds });
  const later = await discord.slash("credits", {}).edited();
  expect(later).toMatchObject({ components: [] });
  expect(later.content).not.toContain("wait for you");
  expect(apiFindings(discord)).toEqual([]);
});

test("the button of a list, pressed twice, shows the result once and says so to the other press, and to a later one", async () => {
  const { discord, started, account } = await keptJob();
  const list = discord.slash("credits", {});
  await list.edited();
  const presses = [1, 2].map(() => discord.press(list, "Show result 1"));
  const seen = await Promise.all(presses.map((press) => press.shows(({ loading }) => !loading)));
  expect(seen.flatMap(({ attachments }) => attachments)).toHaveLength(1);
  expect(seen.map(({ content }) => content).join()).toContain("shown already, or is on its way");
  await started.ended("1");
  const late = discord.press(list, "Show result 1");
  await late.shows(({ content }) => content.includes("shown already"));
  expect(await account()).toMatchObject({ used: 2, holds: noHolds });
  expect(apiFindings(discord)).toEqual([]);
  expect(discord.problems()).toEqual([]);
});

test("a button pressed while the job runs shows how far it is, and later the result", async () => {
  const { discord, world, handle, started, request, pass } = await startJob();
  world.provider.runningLooks = Infinity;
  world.provider.progress = { stage: "drawing", done: 5, of: 20 };
  await begin(started, request);
  await expect.poll(() => world.provider.tasks.size).toBe(1);
  await pass(13.5);
  await handle.shows(isHandedOver);
  handle.expire();
  const pressed = discord.press(handle, "Show result", { ageMs: -14 * 60_000 });
  await pressed.shows(({ content }) => content.includes("5 of 20 frames"));
  world.provider.runningLooks = 0;
  await pressed.shows(({ attachments }) => attachments.length === 1);
  await started.ended("1");
});

test("where the bot may post, a result that comes too late for its reply is one message that names who asked", async () => {
  const { discord, world, handle, started, request, account, pass } = await startJob({
    appPermissions: mayPost,
  });
  world.provider.runningLooks = Infinity;
  await begin(started, request);
  await expect.poll(() => world.provider.tasks.size).toBe(1);
  await pass(14);
  await handle.shows(isHandedOver);
  handle.expire();
  // Discord takes the first message and its answer gets lost.
  discord.faults.push({ method: "POST", path: /\/channels\/\d+\/messages$/, cut: "after" });
  world.provider.runningLooks = 0;
  await pass(2);
  await started.ended("1");
  expect(discord.channelMessages()).toMatchObject([
    {
      content: expect.stringContaining(`<@${handle.personId}>`),
      attachments: [{ name: "faceswap.gif" }],
    },
  ]);
  expect(await account()).toMatchObject({ used: 2 });
  expect(apiFindings(discord)).toEqual([]);
});

test.each([
  ["the bot may not post there any more", 403, 50_013],
  ["the channel is gone", 404, 10_003],
])("when %s the result is kept, after one try", async (_, status, code) => {
  const { discord, world, handle, started, request, state, pass } = await startJob({
    appPermissions: mayPost,
  });
  world.provider.runningLooks = Infinity;
  await begin(started, request);
  await expect.poll(() => world.provider.tasks.size).toBe(1);
  handle.expire();
  const post = { method: "POST", path: /\/channels\/\d+\/messages$/ };
  discord.faults.push({ ...post, status, code, times: 100 });
  world.provider.runningLooks = 0;
  await pass(16);
  await expect.poll(state).toBe("kept");
  expect(discord.requests.filter(({ path }) => post.path.test(path))).toHaveLength(1);
  expect(discord.channelMessages()).toEqual([]);
});

test.each([
  ["whose token is dead (50027)", { status: 401, code: 50_027 }],
  ["that was deleted (10008)", { status: 404, code: 10_008 }],
])(
  "a result for a reply %s is kept, costs one request, and is nobody's after its time: the credits come back",
  async (_, answer) => {
    const { discord, handle, started, request, account, state, pass } = await startJob();
    discord.faults.push({ method: "PATCH", path: /@original$/, ...answer, times: 100 });
    await begin(started, request);
    await expect.poll(state, { timeout: 10_000 }).toBe("kept");
    const edits = discord.requests.filter(({ method }) => method === "PATCH");
    // Besides the result: what was shown of its progress before, which stops at the first refusal.
    expect(edits.length).toBeLessThanOrEqual(2);
    expect(await account()).toMatchObject({ used: 2 });
    await pass(11);
    await started.ended("1");
    expect(await account()).toMatchObject({ used: 0, holds: noHolds });
    expect(await started.records.get("1")).toMatchObject({ delivery: "lost" });
    expect(await started.machine.waiting(handle.personId)).toEqual([]);
  },
);

test("a webhook that stays unknown (10015) is asked a few times, then the result is kept", async () => {
  const { discord, started, request, state } = await startJob();
  discord.faults.push({
    method: "PATCH",
    path: /@original$/,
    status: 404,
    code: 10_015,
    times: 100,
  });
  await begin(started, request);
  await expect.poll(state, { timeout: 30_000 }).toBe("kept");
  expect(discord.requests.filter(({ method }) => method === "PATCH").length).toBeLessThanOrEqual(6);
});

test("nobody else can open a result, and a button of a swap that is gone says so, beside the message", async () => {
  const { discord, handle, started, request, pass, world } = await startJob();
  world.provider.runningLooks = Infinity;
  await begin(started, request);
  await expect.poll(() => world.provider.tasks.size).toBe(1);
  await pass(13.5);
  await handle.shows(isHandedOver);
  const theirs = discord.press(handle, "Show result", { user: somebodyElse, ageMs: -14 * 60_000 });
  expect((await theirs.acked()).ephemeral).toBe(true);
  expect(theirs.original?.content).toBe("That is somebody else's swap. Only they can open it.");
  await started.records.delete("1");
  const late = discord.press(handle, "Show result", { ageMs: -14 * 60_000 });
  await late.acked();
  expect(late.original?.content).toContain("not kept any more");
  expect(handle.original?.components).toHaveLength(1);
});

test("a failure that could not be told is told when the button is pressed", async () => {
  const { discord, handle, started, request, pass, world, account } = await startJob();
  world.provider.runningLooks = Infinity;
  await begin(started, request);
  await expect.poll(() => world.provider.tasks.size).toBe(1);
  await pass(13.5);
  await handle.shows(isHandedOver);
  handle.expire();
  await pass(13);
  await started.ended("1");
  expect(await account()).toMatchObject({ used: 0, holds: noHolds });
  const pressed = discord.press(handle, "Show result", { ageMs: -27 * 60_000 });
  await pressed.shows(({ content }) => content.startsWith("The swap took too long"));
});

/** A second swap of the person, which waits in the line while the first one runs and runs. */
async function jobInLine(context: SlashContext = {}, asked: { readonly private?: boolean } = {}) {
  const options = { maxRunningPerPerson: 1, maxJobMs: 3 * limits.maxPlaceWaitMs };
  const job = await acknowledgedJob(context, options, asked);
  const { world, started, handle, request } = job;
  world.provider.runningLooks = Infinity;
  await begin(started, world.request("0", { personId: handle.personId }));
  await expect.poll(() => world.provider.tasks.size).toBe(1);
  await begin(started, request);
  await handle.shows(({ content }) => content.includes("Waiting until another swap"));
  return job;
}

const noPlace = "No place became free for this swap in half an hour";

test.each([
  ["in a server where the bot may post", { appPermissions: mayPost }],
  ["in the bot's own DM", { place: "bot-dm", appPermissions: mayPost }],
] as const)(
  "%s, a swap that is given up in the line is told as one message that names who asked",
  async (_, context) => {
    const { discord, handle, started, account, pass } = await jobInLine(context);
    await pass(14);
    await handle.shows(({ content }) => content.includes("waits for a free place"));
    handle.expire();
    // Discord takes the first message and its answer gets lost.
    discord.faults.push({ method: "POST", path: /\/channels\/\d+\/messages$/, cut: "after" });
    await pass(17);
    await started.ended("1");
    const [told, ...more] = discord.channelMessages();
    expect(more).toEqual([]);
    expect(told.content).toContain(`<@${handle.personId}>`);
    expect(told.content).toContain(noPlace);
    expect(told.content).toContain("cost you nothing");
    expect(await started.records.get("1")).toMatchObject({ delivery: "failure" });
    expect((await account())?.used).toBe(0);

    // The button that the reply still has says it as well.
    const pressed = discord.press(handle, "Show result", { ageMs: -31 * 60_000 });
    await pressed.shows(({ content }) => content.startsWith(noPlace));
    expect(discord.channelMessages()).toHaveLength(1);
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  },
);

test("a private swap in the line says until when it waits before its reply dies, and nothing in the channel", async () => {
  const { discord, handle, started, pass } = await jobInLine(
    { appPermissions: mayPost },
    { private: true },
  );
  await pass(14);
  const waiting = await handle.shows(({ content }) => content.includes("waits for a free place"));
  const { quote } = (await started.records.get("1")) ?? {};
  const until = Math.floor(((quote?.agreedAt ?? 0) + limits.maxPlaceWaitMs) / 1000);
  expect(waiting.content).toContain(`<t:${until}:t>`);
  expect(waiting.content).toContain("costs you nothing");
  handle.expire();
  await pass(17);
  await started.ended("1");
  expect(discord.channelMessages()).toEqual([]);
  const pressed = discord.press(handle, "Show result", { ageMs: -31 * 60_000 });
  await pressed.shows(({ content }) => content.startsWith(noPlace));
});
