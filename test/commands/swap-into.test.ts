import { AttachmentFlags, InteractionResponseType } from "discord.js";
import { describe, expect, test } from "vitest";
import type { PostedMessage } from "../support/discord/posted-message.ts";
import type { Place } from "../support/discord/interaction-payload.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";

const name = "Swap a face into this";
const photo = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const ada = "301111111111111111";
const grace = "302222222222222222";
const host = "https://cdn.example.org";
const gif = { url: `${host}/wave.gif`, filename: "wave.gif", size: 77, content_type: "image/gif" };
const consent = ["yes"];

const forward = (message: object): PostedMessage => ({
  message_reference: { type: 1, message_id: "13", channel_id: "14" },
  message_snapshots: [{ message }],
});

/** What the job is about, after the form of this message was sent. */
async function targetOf(posted: PostedMessage) {
  const { discord, requested } = await startTestBot();
  const opened = discord.menu(name, posted);
  await opened.acked();
  await discord.submit(opened, { photo: [photo], consent }).acked();
  await expect.poll(() => requested.length).toBe(1);
  expect(apiFindings(discord)).toEqual([]);
  return requested[0];
}

describe("“Swap a face into this”", () => {
  test.each<Place>(["guild", "user-install", "bot-dm", "group-dm"])(
    "opens a form on a message in a %s, and what is sent makes the same job as /faceswap",
    async (place) => {
      const { discord, requested, steps, outcomes } = await startTestBot();
      const opened = discord.menu(name, { attachments: [gif] }, { place });
      expect(await opened.acked()).toMatchObject({ type: InteractionResponseType.Modal });
      const reply = discord.submit(opened, { photo: [photo], consent }, { place });
      expect(await reply.acked()).toMatchObject({ ephemeral: false });
      await expect.poll(() => steps).toEqual(["create", "acked"]);
      expect(requested).toMatchObject([
        {
          id: reply.id,
          target: { url: gif.url, declaredBytes: 77, authorId: grace },
          face: { url: expect.stringContaining("ada.png") },
          wishes: { spoiler: false },
          reply: { token: reply.token },
        },
      ]);
      await expect.poll(() => outcomes).toEqual([`${name} ok`, "swapinto ok"]);
      expect(apiFindings(discord)).toEqual([]);
      expect(discord.problems()).toEqual([]);
    },
  );

  test("offers the person's saved faces, and takes the default when nothing is given", async () => {
    const { discord, faces, requested } = await startTestBot();
    const [first, second] = [
      await faces.save(ada, "Ada", photo.bytes),
      await faces.save(ada, "Lovelace", photo.bytes),
    ];
    const opened = discord.menu(name, { attachments: [gif] });
    await opened.acked();
    expect(JSON.stringify(opened.form)).toMatch(/Ada \(default\).*Lovelace/);
    await discord.submit(opened, { saved: [second.id], consent }).acked();
    await discord.submit(opened, { consent }).acked();
    await expect
      .poll(() => requested.map(({ face }) => face))
      .toEqual([{ savedId: second.id }, { savedId: first.id }]);
    const both = discord.submit(opened, { photo: [photo], saved: [first.id], consent });
    expect(await both.acked()).toMatchObject({ ephemeral: true });
    expect(both.original?.content).toContain("one face only");
    expect(apiFindings(discord)).toEqual([]);
  });

  test("cannot be sent without a face or without the tick", async () => {
    const { discord } = await startTestBot();
    const opened = discord.menu(name, { attachments: [gif] });
    await opened.acked();
    expect(() => discord.submit(opened, { consent })).toThrow(/without photo/);
    expect(() => discord.submit(opened, { photo: [photo] })).toThrow(/without consent/);
  });

  test("takes the newest that moves: files, links that Discord shows, forwards, stickers, cards", async () => {
    const moving = { ...gif, url: `${host}/late.gif` };
    const still = { ...gif, url: `${host}/s.png`, filename: "s.png", content_type: "image/png" };
    const video = { url: `${host}/v.mp4`, proxy_url: `${host}/proxied` };
    const cases: [PostedMessage, string][] = [
      [{ attachments: [gif, moving, still] }, moving.url],
      [{ attachments: [still] }, still.url],
      [{ attachments: [{ ...still, flags: AttachmentFlags.IsAnimated }, still] }, still.url],
      [
        { embeds: [{ type: "gifv", url: "https://tenor.com/view/a-1", video }] },
        "https://tenor.com/view/a-1",
      ],
      [{ embeds: [{ type: "gifv", url: "https://example.org/x", video }] }, video.url],
      [
        { embeds: [{ type: "image", url: `${host}/pic.gif`, thumbnail: video }] },
        `${host}/pic.gif`,
      ],
      [{ embeds: [{ type: "rich", image: { url: `${host}/i.gif` } }] }, `${host}/i.gif`],
      [forward({ attachments: [gif] }), gif.url],
      [
        { sticker_items: [{ id: "12", format_type: 4, name: "hi" }] },
        "https://media.discordapp.net/stickers/12.gif",
      ],
      [
        {
          components: [
            { type: 17, components: [{ type: 12, items: [{ media: { url: `${host}/c.gif` } }] }] },
          ],
        },
        `${host}/c.gif`,
      ],
      [
        {
          components: [
            {
              type: 9,
              components: [{ type: 10, content: "hi" }],
              accessory: { type: 11, media: { url: `${host}/t.webp`, content_type: "image/gif" } },
            },
          ],
        },
        `${host}/t.webp`,
      ],
    ];
    const { discord, requested } = await startTestBot();
    for (const [posted] of cases) {
      const opened = discord.menu(name, posted);
      await opened.acked();
      await discord.submit(opened, { photo: [photo], consent }).acked();
    }
    await expect.poll(() => requested.length).toBe(cases.length);
    expect(requested.map(({ target }) => target.url)).toEqual(cases.map(([, url]) => url));
  });

  test("covers the result where the message was covered", async () => {
    const flagged = { ...gif, flags: AttachmentFlags.IsSpoiler };
    expect(await targetOf({ attachments: [flagged] })).toMatchObject({ wishes: { spoiler: true } });
  });

  test.each<[string, PostedMessage]>([
    ["text alone", { content: "hello" }],
    [
      "a player",
      {
        embeds: [
          { type: "video", url: "https://y.example", video: { url: "https://y.example/e" } },
        ],
      },
    ],
    [
      "a document",
      { attachments: [{ ...gif, filename: "a.pdf", content_type: "application/pdf" }] },
    ],
  ])("says in private that there is nothing to swap into in %s", async (_, posted) => {
    const { discord } = await startTestBot();
    const reply = discord.menu(name, posted);
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    expect(reply.original?.content).toContain("no GIF, video or picture in that message");
    expect(discord.problems()).toEqual([]);
  });

  test("is refused on messages of who does not want that, and on what a bot posted for them", async () => {
    const { discord, optOuts, requested } = await startTestBot();
    const open = discord.menu(name, { attachments: [gif] });
    await open.acked();
    await optOuts.set(grace, true);
    const theirs = discord.menu(name, { attachments: [gif] });
    const forThem = discord.menu(name, {
      author: { id: discord.applicationId, name: "stand-in", bot: true },
      attachments: [gif],
      interaction_metadata: {
        id: "12",
        type: 2,
        user: { id: grace, username: "grace" },
        authorizing_integration_owners: {},
      },
    });
    for (const reply of [theirs, forThem]) {
      expect(await reply.acked()).toMatchObject({ ephemeral: true });
      expect(reply.original?.content).toContain("does not want their pictures");
    }
    const own = discord.menu(name, { attachments: [gif] }, { user: { id: grace, name: "Grace" } });
    expect(await own.acked()).toMatchObject({ type: InteractionResponseType.Modal });
    // A form that stood open goes on to the job, which asks again right before its work.
    await discord.submit(open, { photo: [photo], consent }).acked();
    await expect.poll(() => requested).toMatchObject([{ target: { authorId: grace } }]);
  });

  test("cannot be sent by somebody else", async () => {
    const { discord, requested } = await startTestBot();
    const opened = discord.menu(name, { attachments: [gif] });
    await opened.acked();
    const foreign = discord.submit(
      opened,
      { photo: [photo], consent },
      { user: { id: grace, name: "Grace" } },
    );
    expect(await foreign.acked()).toMatchObject({ ephemeral: true });
    expect(foreign.original?.content).toContain("open for too long");
    expect(requested).toEqual([]);
  });

  test("is in everybody's language", async () => {
    const { discord } = await startTestBot();
    const opened = discord.menu(name, { attachments: [gif] }, { locale: "pt-BR" });
    await opened.acked();
    expect(opened.form?.title).toBe("Colocar um rosto aqui");
    expect(JSON.stringify(opened.form)).toContain("Posso usar este rosto");
  });
});
