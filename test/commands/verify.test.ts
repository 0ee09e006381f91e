import { describe, expect, test } from "vitest";
import type { Place } from "../support/discord/interaction-payload.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";
import { createReadMarks } from "../../src/services/read-marks.ts";
import { markGif } from "../../src/media/mark-gif.ts";
import { deferred } from "../../src/workers/deferred.ts";
import { plainGif, plainPhoto } from "../support/job-world.ts";

const link = "https://example.org/a.gif";
const file = { name: "a.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };

/** A bot that finds these bytes behind every link. */
function botFor(bytes: Uint8Array) {
  return startTestBot({ readMarks: createReadMarks(async () => bytes) });
}

const foreign = (packet: string) =>
  Buffer.concat([
    plainGif(2).subarray(0, -1),
    Buffer.from("\x21\xff\x0bXMP DataXMP", "latin1"),
    Buffer.from(packet),
    Buffer.from([1, ...Array.from({ length: 256 }, (_, at) => 255 - at), 0, 0x3b]),
  ]);
const xmp = (type: string) =>
  `<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/${type}"/></rdf:RDF></x:xmpmeta>`;

describe("/verify", () => {
  test.each<[string, Uint8Array, RegExp]>([
    ["a result of ours", markGif(plainGif(3)), /AI-edited\*\*, and that this program made it/],
    [
      "what another tool marked",
      foreign(xmp("trainedAlgorithmicMedia")),
      /by another tool[^]*trainedAlgorithmicMedia[^]*not a proof/,
    ],
    [
      "a mark that is not AI's",
      foreign(xmp("digitalCapture")),
      /not AI\.[^]*digitalCapture[^]*proves nothing/,
    ],
    [
      "a file without marks",
      plainGif(3),
      /no mark\*\*[^]*proves nothing: most tools write no mark/,
    ],
  ])("says what %s says", async (_, bytes, words) => {
    const { discord, outcomes } = await botFor(bytes);
    const reply = discord.slash("verify", { link });
    expect(await reply.acked()).toMatchObject({ ephemeral: true });
    expect((await reply.edited()).content).toMatch(words);
    await expect.poll(() => outcomes).toEqual(["verify ok"]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test.each<Place>(["guild", "user-install", "bot-dm", "group-dm"])(
    "works in a %s",
    async (place) => {
      const { discord } = await startTestBot();
      const reply = discord.slash("verify", { file }, { place, locale: "fr" });
      expect((await reply.edited()).content).toContain("aucune marque");
      expect(discord.problems()).toEqual([]);
    },
  );

  test("holds no more files at a time than there are places, and all get their turn", async () => {
    let held = 0;
    let most = 0;
    const { discord } = await startTestBot({
      async readMarks() {
        held += 1;
        most = Math.max(most, held);
        await new Promise((resolve) => setTimeout(resolve, 20));
        held -= 1;
        return { aiEdited: false, madeHere: false };
      },
    });
    const replies = Array.from({ length: 9 }, () => discord.slash("verify", { link }));
    for (const reply of replies) expect((await reply.edited()).content).toContain("no mark");
    expect(most).toBe(2);
  });

  test("says that it is busy when there is no place in time", async () => {
    const { promise: blocked, resolve } = deferred<{ aiEdited: boolean; madeHere: boolean }>();
    const bot = await startTestBot({ readMarks: () => blocked, filePlaceWaitMs: 50 });
    const holding = [1, 2].map(() => bot.discord.slash("verify", { link }));
    await Promise.all(holding.map((one) => one.acked()));
    const late = bot.discord.slash("verify", { link });
    expect((await late.edited()).content).toMatch(/^Too many people .* try again in a minute\.$/);
    resolve({ aiEdited: false, madeHere: false });
    for (const one of holding) expect((await one.edited()).content).toContain("no mark");
  });

  test("wants one file, and says when it cannot be read for marks", async () => {
    const { discord } = await botFor(await plainPhoto());
    const neither = discord.slash("verify", {});
    const both = discord.slash("verify", { file, link });
    await Promise.all([neither.acked(), both.acked()]);
    expect(neither.original?.content).toContain("give me one file");
    expect(both.original?.content).toContain("not both");
    const jpeg = discord.slash("verify", { link });
    expect((await jpeg.edited()).content).toContain("that is neither");
  });
});
