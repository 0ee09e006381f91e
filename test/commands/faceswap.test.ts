import { InteractionResponseType, PermissionFlagsBits } from "discord.js";
import { describe, expect, test } from "vitest";
import { faceswap } from "../../src/commands/faceswap.ts";
import { AppError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import { plainWishes } from "../../src/core/swap-wishes.ts";
import type { Place } from "../support/discord/interaction-payload.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const covered = { ...gif, name: "SPOILER_wave.gif" };
const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const link = "https://example.com/wave.gif";

describe("/faceswap", () => {
  test("lets people attach whatever a link may lead to", () => {
    expect(faceswap.data.options).toContainEqual(
      expect.objectContaining({
        name: "gif",
        file_types: [".gif", ".mp4", ".webm", ".webp", ".png", ".jpg", ".jpeg", ".avif"],
      }),
    );
  });

  test("stores the job, then acknowledges, then lets it begin", async () => {
    const { discord, steps, requested, outcomes } = await startTestBot({
      swaps: {
        async create(request) {
          steps.push(`create with ${discord.requests.length - before} requests made`);
          requested.push(request);
          return true;
        },
      },
    });
    const before = discord.requests.length;
    const reply = discord.slash("faceswap", { gif, face });
    expect(await reply.acked()).toMatchObject({
      type: InteractionResponseType.DeferredChannelMessageWithSource,
      ephemeral: false,
    });
    await expect.poll(() => steps).toEqual(["create with 0 requests made", "acked"]);
    expect(reply.original).toMatchObject({ loading: true });
    expect(outcomes).toEqual(["faceswap ok"]);
    expect(requested).toMatchObject([
      { id: reply.id, guildId: discord.guildId, reply: { token: reply.token } },
    ]);
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("hands over addresses that lead to the files, or the link as it was pasted", async () => {
    const { discord, requested } = await startTestBot();
    await discord.slash("faceswap", { gif, face }).acked();
    await discord.slash("faceswap", { link: ` ${link} `, face }).acked();
    await expect.poll(() => requested.length).toBe(2);
    const target = await fetch(requested[0]?.target.url ?? "");
    const given = requested[0]?.face;
    const photo = await fetch(given && "url" in given ? given.url : "");
    expect([await target.text(), await photo.text()]).toEqual(["GIF89a", "png"]);
    expect(requested[1]?.target.url).toBe(link);
  });

  test.each([
    ["nothing more", { gif }, plainWishes],
    ["every face", { gif, faces: "all" }, { ...plainWishes, faces: "all" }],
    ["likeness", { gif, strength: "likeness" }, { ...plainWishes, strength: "likeness" }],
    ["a cover", { gif, spoiler: true }, { ...plainWishes, spoiler: true }],
    ["a covered file", { gif: covered }, { ...plainWishes, spoiler: true }],
    ["one that need not stay covered", { gif: covered, spoiler: false }, plainWishes],
    [
      "a link to a covered file",
      { link: "https://cdn.example.com/1/2/SPOILER_wave.gif?ex=1" },
      { ...plainWishes, spoiler: true },
    ],
  ])("takes %s as it was wished", async (_, options, wishes) => {
    const { discord, requested } = await startTestBot();
    await discord.slash("faceswap", { face, ...options }).acked();
    await expect.poll(() => requested).toMatchObject([{ wishes }]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("keeps a private swap from everybody else, late results included", async () => {
    const { discord, requested } = await startTestBot();
    const appPermissions =
      PermissionFlagsBits.AttachFiles |
      PermissionFlagsBits.ViewChannel |
      PermissionFlagsBits.SendMessages;
    const open = discord.slash("faceswap", { gif, face }, { appPermissions });
    expect(await open.acked()).toMatchObject({ ephemeral: false });
    const hidden = discord.slash("faceswap", { gif, face, private: true }, { appPermissions });
    expect(await hidden.acked()).toMatchObject({ ephemeral: true });
    await expect.poll(() => requested.length).toBe(2);
    expect(requested.map(({ reply }) => reply.channelId !== undefined)).toEqual([true, false]);
  });

  test.each<[Place, boolean]>([
    ["guild", true],
    ["user-install", false],
    ["bot-dm", false],
    ["group-dm", false],
  ])("works in a %s", async (place, serverPays) => {
    const { discord, requested, steps } = await startTestBot();
    const context = { place, attachmentSizeLimit: 500 * 1024 * 1024, locale: "de" };
    await discord.slash("faceswap", { gif, face }, context).acked();
    await expect.poll(() => steps).toEqual(["create", "acked"]);
    expect(requested[0]?.guildId).toBe(serverPays ? discord.guildId : undefined);
    expect(requested[0]?.reply.attachmentLimit).toBe(500 * 1024 * 1024);
    expect(discord.problems()).toEqual([]);
  });

  test.each([
    ["neither a GIF nor a link", { face }, {}, "one GIF"],
    ["both a GIF and a link", { face, gif, link }, {}, "one GIF"],
    ["a GIF over the cap", { face, gif: { ...gif, size: limits.maxTargetBytes + 1 } }, {}, "16 MB"],
    ["a photo over the cap", { gif, face: { ...face, size: limits.maxFaceBytes + 1 } }, {}, "8 MB"],
    ["a channel without files", { face, gif }, { appPermissions: 0n }, "Attach Files"],
  ])("refuses %s at once, for that person's eyes only", async (_, options, context, words) => {
    const { discord, steps, outcomes } = await startTestBot();
    const reply = discord.slash("faceswap", options, context);
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    expect(reply.original?.content).toContain(words);
    expect(steps).toEqual([]);
    await expect.poll(() => outcomes).toEqual(["faceswap refused"]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("says so at once when the store fails, with a reference that stands in the log", async () => {
    const bot = await startTestBot({
      swaps: {
        create: async () => {
          throw new AppError("STORE_FAILED", { message: "disk full" });
        },
      },
    });
    const reply = bot.discord.slash("faceswap", { gif, face });
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    expect(reply.original?.content).toContain("REF234");
    await expect.poll(() => bot.outcomes).toEqual(["faceswap failed"]);
    expect(bot.logged).toContainEqual(
      expect.objectContaining({ reference: "REF234", code: "STORE_FAILED" }),
    );
  });

  test("makes one job of an interaction that is delivered twice", async () => {
    const { discord, steps, requested, outcomes } = await startTestBot();
    const reply = discord.slash("faceswap", { gif, face });
    await reply.acked();
    discord.redeliver(reply);
    await expect.poll(() => outcomes).toEqual(["faceswap ok", "faceswap ok"]);
    await expect.poll(() => steps.toSorted()).toEqual(["acked", "create", "create"]);
    expect(requested).toHaveLength(1);
    const callbacks = discord.requests.filter(({ path }) => path.endsWith("/callback"));
    expect(callbacks).toHaveLength(1);
  });

  test("leaves an interaction alone that is too old to be acknowledged", async () => {
    const { discord, steps, outcomes } = await startTestBot();
    discord.slash("faceswap", { gif, face }, { ageMs: 2_800 });
    await expect.poll(() => outcomes).toEqual(["faceswap late"]);
    expect(steps).toEqual([]);
    expect(discord.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });

  test("goes on when the connection breaks after Discord took the acknowledgement", async () => {
    const { discord, steps } = await startTestBot();
    discord.faults.push({ method: "POST", path: /\/callback$/, cut: "after" });
    const reply = discord.slash("faceswap", { gif, face });
    await reply.acked();
    await expect.poll(() => steps).toEqual(["create", "acked"]);
    const answers = discord.requests.map(({ status }) => status);
    expect(answers.slice(-2)).toEqual([0, 400]);
  });

  test("drops a job whose acknowledgement came too late", async () => {
    const { discord, steps, outcomes } = await startTestBot();
    discord.faults.push({ method: "POST", path: /\/callback$/, status: 404, code: 10_062 });
    discord.slash("faceswap", { gif, face });
    await expect.poll(() => outcomes).toEqual(["faceswap late"]);
    expect(steps).toEqual(["create", "dropped"]);
  });

  test("drops a job whose acknowledgement Discord never took, and says so", async () => {
    const { discord, steps, outcomes } = await startTestBot();
    discord.faults.push({ method: "POST", path: /\/callback$/, cut: "before", times: 3 });
    const reply = discord.slash("faceswap", { gif, face });
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    await expect.poll(() => outcomes).toEqual(["faceswap failed"]);
    expect(steps).toEqual(["create", "dropped"]);
  });

  test("leaves nobody with “thinking…” when an acknowledgement arrived that seemed lost", async () => {
    const { discord, steps } = await startTestBot();
    const callback = { method: "POST", path: /\/callback$/ };
    discord.faults.push({ ...callback, cut: "after" }, { ...callback, cut: "before", times: 2 });
    const reply = discord.slash("faceswap", { gif, face });
    expect(await reply.edited()).toMatchObject({ content: expect.stringContaining("REF234") });
    expect(steps).toEqual(["create", "dropped"]);
  });
});
