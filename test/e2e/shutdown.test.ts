import { expect, onTestFinished, test } from "vitest";
import { canInspectProcesses, engineProcessesOf, isRunning } from "../support/engine-processes.ts";
import { startFakeProvider } from "../support/fake-provider.ts";
import { plainGif, plainPhoto } from "../support/job-world.ts";
import { startWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";
import { noHolds } from "../support/no-holds.ts";

const gif = { name: "wave.gif", bytes: plainGif(20), contentType: "image/gif" };
const face = { name: "ada.jpg", bytes: await plainPhoto(), contentType: "image/jpeg" };
const person = { id: "302222222222222222", name: "Bo" };

/** Where the bot answers `/readyz`, as its log says. */
async function httpOf({ bot }: World): Promise<string> {
  await bot.logged("Answering /livez");
  const line = bot.log.find((one) => one.includes("Answering /livez")) ?? "{}";
  return (JSON.parse(line) as { url: string }).url;
}

test("SIGTERM mid-job: not ready, no new work, the step under way ends, exit 0, and the job goes on at the next start", async () => {
  const provider = await startFakeProvider(plainGif(20));
  onTestFinished(() => provider.close());
  provider.runningLooks = Infinity;
  const env = {
    SWAP_API_URL: provider.origin,
    SWAP_API_KEY: provider.apiKey,
    METRICS_PORT: "0",
  };
  await using world = await startWorld({ env, origins: [provider.origin] });
  const { discord, bot } = world;
  const http = await httpOf(world);
  expect((await fetch(`${http}/readyz`)).status).toBe(200);

  // The first look at the task hangs until its own time-out.
  provider.faults.taskInfo.push("silent");
  const reply = discord.slash("faceswap", { gif, face }, { user: person });
  const looks = () => provider.calls.filter((call) => call.endsWith("TaskInfo")).length;
  await expect.poll(looks, { timeout: 60_000 }).toBe(1);
  const stopped = bot.stop();
  await expect
    .poll(async () => (await fetch(`${http}/readyz`)).text(), { timeout: 10_000 })
    .toContain('"failing":["stopping"]');
  const refused = discord.slash(
    "faceswap",
    { gif, face },
    { user: { id: "303333333333333333", name: "Cy" } },
  );
  expect((await refused.acked()).ephemeral).toBe(true);
  expect(await stopped).toBe(0);
  expect(provider.tasks.size).toBe(1);
  expect(looks()).toBe(1);
  expect((await world.account(person.id))?.holds).not.toEqual({});

  provider.runningLooks = 0;
  await world.restart();
  await reply.shows(({ attachments }) => attachments.length === 1);
  expect(provider.tasks.size).toBe(1);
  expect(await world.bot.stop()).toBe(0);
  expect(await world.account(person.id)).toMatchObject({ used: 2, holds: noHolds });
});

test.runIf(canInspectProcesses)("SIGTERM leaves no engine process behind", async () => {
  await using world = await startWorld({ env: { ENGINE_PROCESSES: "1" } });
  await expect.poll(() => engineProcessesOf(world.bot.pid), { timeout: 60_000 }).toHaveLength(1);
  const [{ pid }] = engineProcessesOf(world.bot.pid);
  expect(await world.bot.stop()).toBe(0);
  expect(isRunning(pid)).toBe(false);
});
