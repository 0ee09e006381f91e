import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { limits } from "../../src/core/limits.ts";
import type { CdnFile } from "../support/discord/cdn.ts";
import { bombGif, cutOff, gifOf, tooManyFramesGif } from "../support/make-gif.ts";
import { landscape } from "../support/pictures.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import { tinyGif } from "../support/tiny-media.ts";
import { startWorld } from "../support/world.ts";
import type { World } from "../support/world.ts";

const { gif, face } = await sampleInputs();
const nobody = landscape(240, 180);
const nobodyPng = await sharp(nobody.data, { raw: { ...nobody, channels: 4 } })
  .png()
  .toBuffer();

const asGif = (bytes: Uint8Array): CdnFile => ({ name: "in.gif", bytes, contentType: "image/gif" });
const asPhoto = (bytes: Uint8Array): CdnFile => ({ ...face, bytes });

/** A web server that has a page and a file of endless zeros. */
const web = createServer((request, response) => {
  if (request.url === "/page") {
    response.setHeader("content-type", "text/html");
    response.end("<!doctype html><title>A page</title>");
  } else {
    response.write(gif.bytes);
    response.write(Buffer.alloc(limits.maxTargetBytes));
    response.end();
  }
});
let world: World;
let webOrigin: string;

beforeAll(async () => {
  web.listen(0, "127.0.0.1");
  await once(web, "listening");
  webOrigin = `http://127.0.0.1:${(web.address() as AddressInfo).port}`;
  world = await startWorld({ origins: [webOrigin] });
});
afterAll(async () => {
  await world[Symbol.asyncDispose]();
  web.closeAllConnections();
  web.close();
});

let people = 0;
const nextPerson = () => ({
  id: String(310_000_000_000_000_000n + BigInt((people += 1))),
  name: "Di",
});

/** Types the command and waits for the last word, which is not one of the progress line's. */
async function answerTo(options: Record<string, string | CdnFile>): Promise<string> {
  const reply = world.discord.slash("faceswap", options, { user: nextPerson() });
  const said = await reply.shows(
    ({ content, loading }) => !loading && content !== "" && !/…$|[▰▱]/m.test(content),
  );
  expect(said.attachments).toEqual([]);
  return said.content;
}

describe("bad input ends in one sentence that says what to do", () => {
  test.each<[string, () => Record<string, string | CdnFile>, RegExp]>([
    [
      "a GIF without a face",
      () => ({ gif: asGif(gifOf([nobody, nobody])), face }),
      /no face in that GIF/,
    ],
    ["a photo without a face", () => ({ gif, face: asPhoto(nobodyPng) }), /no face in that photo/],
    ["a text called .gif", () => ({ gif: asGif(Buffer.from("hello")), face }), /not a GIF/],
    [
      "a GIF cut off in its first frame",
      () => ({ gif: asGif(cutOff(gif.bytes, 0.02)), face }),
      /damaged or cut off/,
    ],
    [
      "a GIF whose download broke off half-way",
      () => ({ gif: asGif(cutOff(gif.bytes, 0.5)), face }),
      /damaged or cut off/,
    ],
    [
      "a text called .png",
      () => ({ gif, face: asPhoto(Buffer.from("hello there")) }),
      /not a picture I can read/,
    ],
    [
      "a photo that is cut off",
      () => ({ gif, face: asPhoto(face.bytes.slice(0, 200)) }),
      /damaged or cut off/,
    ],
    ["a bomb of 65535 × 65535 pixels", () => ({ gif: asGif(bombGif()), face }), /too big/],
    [
      "too many frames",
      () => ({ gif: asGif(tooManyFramesGif()), face }),
      /too many frames \(.*at most 300\)/,
    ],
    [
      "a GIF that runs too long",
      () => ({ gif: asGif(tinyGif({ frames: 2, delayCs: 6000 })), face }),
      /runs too long/,
    ],
    [
      "an attachment over the cap",
      () => ({ gif: { ...gif, size: 2e8 }, face }),
      /too large \(.*at most 16 MB\)/,
    ],
    [
      "a link to more bytes than the cap",
      () => ({ link: `${webOrigin}/big.gif`, face }),
      /too large/,
    ],
    [
      "a link that is dead",
      () => ({ link: `${world.discord.origin}/cdn/attachments/1/2/gone.gif`, face }),
      /does not answer|gone/,
    ],
    [
      "a link into a private network",
      () => ({ link: "http://192.168.0.1/a.gif", face }),
      /private network/,
    ],
    ["a link to a page", () => ({ link: `${webOrigin}/page`, face }), /opens a page/],
    ["a link that is none", () => ({ link: "my cat", face }), /not a link/],
    ["neither a GIF nor a link", () => ({ face }), /give me one GIF/],
    [
      "both a GIF and a link",
      () => ({ gif, link: "https://example.org/a.gif", face }),
      /give me one GIF/,
    ],
  ])("%s", async (_, options, sentence) => {
    const answer = await answerTo(options());
    expect(answer).toMatch(sentence);
    expect(answer.split("\n").filter((line) => !line.startsWith("-#"))).toHaveLength(1);
  });

  test("no credits left: it says what the swap costs and when there are new ones", async () => {
    await using poor = await startWorld({ env: { CREDITS_PER_PERIOD: "0" } });
    const reply = poor.discord.slash("faceswap", { gif, face });
    const { content } = await reply.shows((message) => message.content.includes("credits"));
    expect(content).toMatch(/not have enough credits .*you have 0, this costs 1.* <t:\d+:R>/);
  });

  test("afterwards nobody has paid, nothing half-written is left, and the same bot swaps on", async () => {
    const good = world.discord.slash("faceswap", { gif, face }, { user: nextPerson() });
    await good.shows(({ attachments }) => attachments.length === 1);
    expect(world.complaints()).toEqual([]);
    expect(
      world
        .mediaFiles()
        .filter((path) => !/^media\/[\da-f]{32}\/[\w-]+\.(gif|png|jpg)$/.test(path)),
    ).toEqual([]);
    const typed = people;
    expect(await world.bot.stop()).toBe(0);
    for (let person = 1; person <= typed; person += 1) {
      const account = await world.account(String(310_000_000_000_000_000n + BigInt(person)));
      const paid = { used: account?.used ?? 0, holds: Object.keys(account?.holds ?? {}) };
      expect(paid).toEqual({ used: person === typed ? 1 : 0, holds: [] });
    }
  });
});
