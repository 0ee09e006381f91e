import { describe, expect, test } from "vitest";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import type { SwapWishes } from "../../src/core/swap-wishes.ts";
import type { SlashContext } from "../support/discord/interaction-payload.ts";
import type { InteractionHandle } from "../support/discord/interaction.ts";
import type { SeenMessage } from "../support/discord/message.ts";
import { apiFindings } from "../support/discord/start-test-bot.ts";
import { begin, plainPicture } from "../support/job-world.ts";
import { acknowledgedJob } from "../support/discord/acknowledged-job.ts";

const somebodyElse = { id: "309999999999999999", name: "Mallory" };

/** A job on an acknowledged interaction, with the true machine, replies and buttons, by a bot that asks before each swap. */
async function startQuote({
  wishes = {},
  faces = 2,
  context = {},
}: { wishes?: Partial<SwapWishes>; faces?: number; context?: SlashContext } = {}) {
  const asked = wishes.private === undefined ? {} : { private: wishes.private };
  const job = await acknowledgedJob(context, { quoteFrom: 1 }, asked);
  const { provider } = job.world;
  provider.rules.faces = faces;
  provider.rules.crops = await plainPicture();
  await begin(job.started, { ...job.request, wishes: { ...plainWishes, ...wishes } });
  return job;
}

const has = (words: string) => (message: SeenMessage) => message.content.includes(words);
const labels = (message: SeenMessage | undefined) =>
  JSON.stringify(message?.components ?? []).match(/(?<="label":")[^"]*/g) ?? [];
const quoteOf = (handle: InteractionHandle) => handle.shows(has("This offer ends"));

describe("the quote card", () => {
  test("says faces × frames, price, credits and time over a picture, and offers what can be pressed", async () => {
    const { discord, handle } = await startQuote({ wishes: { faces: "all" } });
    const message = await quoteOf(handle);
    expect(message.content).toMatch(
      /^2 faces × 20 frames · costs \*\*4\*\* of your 10 credits · about 1 second\n.*faces 1 and 2/,
    );
    expect(labels(message)).toEqual(["Start", "Change faces", "Cancel"]);
    expect(JSON.stringify(message.components)).toMatch(/"custom_id":"[^"]*start/);
    expect(message.attachments).toMatchObject([
      { contentType: "image/png", spoiler: false, description: expect.stringContaining("number") },
    ]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("becomes the job card and then the result when Start is pressed, however often", async () => {
    const { discord, handle, account, outcomes } = await startQuote({ wishes: { faces: "all" } });
    await quoteOf(handle);
    const presses = [1, 2, 3].map(() => discord.press(handle, "Start"));
    const result = await Promise.any(
      presses.map((press) =>
        press.shows(({ attachments }) => attachments[0]?.name === "faceswap.gif"),
      ),
    );
    expect(labels(result)).not.toContain("Start");
    expect(labels(result)).not.toContain("Cancel");
    expect(result.content).toContain("4 credits · 6 left");
    expect(outcomes.filter((outcome) => outcome === "start ok").length).toBeGreaterThan(0);
    expect((await account())?.log.map(({ act }) => act)).toEqual(["hold", "settle"]);
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("turns into one select a face, and follows each pick with its price", async () => {
    const { discord, handle, world } = await startQuote();
    expect((await quoteOf(handle)).content).toContain("The main face is replaced.");
    const changed = discord.press(handle, "Change faces");
    const choosing = await changed.shows(({ components }) => components.length === 3);
    expect(labels(choosing)).toEqual([
      "Face 1: replace",
      "Face 1: keep as it is",
      "Face 2: replace",
      "Face 2: keep as it is",
      "Start",
      "Cancel",
    ]);
    const two = discord.choose(changed, "replace-1");
    await two.shows(has("costs **4** of your 10"));
    const one = discord.choose(two, "keep-0");
    await one.shows(has("Replaced: face 2"));
    const none = discord.choose(one, "keep-1");
    await none.shows(has("Pick at least one face"));
    expect(() => discord.press(none, "Start")).toThrow("no button");
    const again = discord.choose(none, "replace-1");
    await again.shows(has("Replaced: face 2"));
    const started = discord.press(again, "Start");
    await started.shows(({ attachments }) => attachments[0]?.name === "faceswap.gif");
    expect([...world.provider.tasks.values()]).toMatchObject([
      { input: { faces: [{ face_id: 0 }, { face_id: 1 }] } },
    ]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("shows more faces than fit page by page", async () => {
    const { discord, handle } = await startQuote({ wishes: { faces: "choose" }, faces: 6 });
    const message = await quoteOf(handle);
    expect(message.components).toHaveLength(5);
    const turned = discord.press(handle, "More faces (1 of 2)");
    const second = await turned.shows(({ components }) => components.length === 3);
    expect(labels(second)[0]).toBe("Face 5: replace");
    expect(apiFindings(discord)).toEqual([]);
  });

  test("is nobody else's: they are told so, for their eyes only", async () => {
    const { discord, handle, started } = await startQuote();
    await quoteOf(handle);
    for (const label of ["Start", "Change faces", "Cancel"]) {
      const press = discord.press(handle, label, { user: somebodyElse });
      expect(await press.acked()).toMatchObject({ ephemeral: true });
      expect(press.original?.content).toContain("somebody else's swap");
    }
    expect(await started.records.get("1")).toMatchObject({ state: "quoted" });
    expect(discord.problems()).toEqual([]);
  });

  test("ends after ten minutes with one line and no buttons", async () => {
    const { discord, handle, account, pass } = await startQuote();
    await quoteOf(handle);
    await pass(10.1);
    const ended = await handle.shows(has("has ended"));
    expect(ended).toMatchObject({ components: [], attachments: [] });
    expect(ended.content).toContain("This cost you nothing");
    expect((await account())?.log ?? []).toEqual([]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("is gone when it is cancelled, at no cost, and cancelling twice is the same", async () => {
    const { discord, handle, account } = await startQuote();
    await quoteOf(handle);
    const [press] = [1, 2].map(() => discord.press(handle, "Cancel"));
    const ended = await press.shows(has("The swap was cancelled."));
    expect(ended).toMatchObject({ components: [], attachments: [] });
    expect((await account())?.log ?? []).toEqual([]);
  });

  test("is covered when the swap is to be", async () => {
    const { handle } = await startQuote({ wishes: { spoiler: true } });
    expect((await quoteOf(handle)).attachments).toMatchObject([{ spoiler: true }]);
  });

  test("of a private swap leads to a result that is private, and says so by its buttons", async () => {
    const { discord, handle, started } = await startQuote({ wishes: { private: true } });
    expect(await quoteOf(handle)).toMatchObject({ ephemeral: true });
    const pressed = discord.press(handle, "Start");
    const result = await pressed.shows(
      ({ attachments }) => attachments[0]?.name === "faceswap.gif",
    );
    expect(labels(result)).not.toContain("Make private");
    expect((await started.records.get("1"))?.reply.channelId).toBeUndefined();
  });

  test.each([
    ["de", "Bilder"],
    ["es-ES", "fotogramas"],
    ["fr", "images"],
    ["pt-BR", "quadros"],
    ["ja", "フレーム"],
  ])("speaks %s", async (locale, word) => {
    const { discord, handle } = await startQuote({
      wishes: { faces: "choose" },
      context: { locale },
    });
    const message = await handle.shows(has(word));
    expect(message.components).toHaveLength(3);
    expect(apiFindings(discord)).toEqual([]);
  });
});
