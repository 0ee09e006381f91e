import { expect, test } from "vitest";
import { apiFindings } from "../support/discord/start-test-bot.ts";
import { begin } from "../support/job-world.ts";
import { acknowledgedJob } from "../support/discord/acknowledged-job.ts";

const somebodyElse = { id: "309999999999999999", name: "Mallory" };

/** A job whose task goes on until the test says otherwise, on an acknowledged interaction. */
async function startRunning() {
  const job = await acknowledgedJob();
  job.world.provider.runningLooks = Infinity;
  await begin(job.started, job.request);
  return job;
}

test("a running job says where it stands in the line and when it should be done", async () => {
  const { handle, world, discord } = await startRunning();
  world.provider.queue = { ahead: 4, at_once: 2 };
  const message = await handle.shows(({ content }) => content.includes("4 swaps before yours"));
  expect(message.content).toMatch(/should be done <t:\d+:R>/);
  expect(apiFindings(discord)).toEqual([]);
});

test("a running job is cancelled by its person alone, once, at no cost, and calls its task off", async () => {
  const { discord, handle, world, started, account } = await startRunning();
  await handle.shows(({ content }) => content.includes("Drawing"));
  const foreign = discord.press(handle, "Cancel", { user: somebodyElse });
  expect(await foreign.acked()).toMatchObject({ ephemeral: true });
  expect(foreign.original?.content).toContain("somebody else's swap");

  const presses = [1, 2].map(() => discord.press(handle, "Cancel"));
  await started.ended("1");
  expect(handle.original).toMatchObject({
    content: expect.stringMatching(/^The swap was cancelled\.\n.*cost you nothing/),
    components: [],
    attachments: [],
  });
  await Promise.all(presses.map((press) => press.acked()));
  expect(world.provider.calls.filter((call) => call.endsWith("/CancelTask"))).toHaveLength(1);
  expect(await account()).toMatchObject({ used: 0 });
  expect((await account())?.log.map(({ act }) => act)).toEqual(["hold", "release"]);
  expect(apiFindings(discord)).toEqual([]);
  expect(discord.problems()).toEqual([]);
});
