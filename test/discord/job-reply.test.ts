import { describe, expect, test } from "vitest";
import { createLogger } from "../../src/core/logger.ts";
import { createJobReply } from "../../src/discord/job-reply.ts";
import type { SwapReply } from "../../src/services/reply-port.ts";
import type { SlashContext } from "../support/discord/interaction-payload.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";
import { createManualTime } from "../support/manual-time.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };
const swapped: SwapReply = {
  file: new Uint8Array(Buffer.from("GIF89a swapped")),
  isStill: false,
  frames: 48,
  faces: 1,
  unmet: [],
  spoiler: false,
  givenUp: [],
  price: 4,
  creditsLeft: 6,
  resetsAt: 1_800_000_000_000,
  personId: "77",
};
const finalEdit = { method: "PATCH", path: /\/messages\/@original$/ };

/** An acknowledged `/faceswap`, and the replies to it by the stored coordinates alone, as after a restart. */
async function startReply(context: SlashContext = {}) {
  const { discord, rest, requested } = await startTestBot();
  const handle = discord.slash("faceswap", { gif, face }, context);
  await handle.acked();
  await expect.poll(() => requested.length).toBe(1);
  const logged: string[] = [];
  const time = createManualTime();
  const reply = createJobReply({
    rest,
    clock: time.clock,
    sleep: time.sleep,
    log: createLogger({ level: "debug", destination: { write: (line) => void logged.push(line) } }),
  });
  const { id: jobId, reply: to } = requested[0];
  const patches = () => discord.requests.filter(({ method }) => method === "PATCH");
  return { discord, handle, reply, jobId, to, time, logged, patches };
}

describe("the reply while a job runs", () => {
  test("shows the stage and how far it is", async () => {
    const { reply, to, jobId, handle, discord } = await startReply();
    reply.progress(to, jobId, { stage: "drawing", done: 24, of: 48 });
    expect(await handle.edited()).toMatchObject({
      content: "Drawing the new face  ▰▰▰▰▰▱▱▱▱▱  24 of 48 frames",
      attachments: [],
    });
    expect(apiFindings(discord)).toEqual([]);
  });

  test("says how many come before it, when it should be done, and can be cancelled", async () => {
    const { reply, to, jobId, handle, discord } = await startReply();
    const expectedAt = 1_800_000_000_000;
    reply.progress(to, jobId, { stage: "queued", ahead: 3, atOnce: 2, expectedAt });
    const { content, components } = await handle.edited();
    expect(content).toBe(
      "Waiting for a free place…\n-# 3 swaps before yours · should be done <t:1800000000:R>",
    );
    expect(JSON.stringify(components)).toContain(`v1:cancel:${jobId}`);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("says what the swap costs as soon as it is known, and from then on", async () => {
    const { reply, to, jobId, handle, time } = await startReply();
    reply.progress(to, jobId, { stage: "uploading", quote: { price: 4, of: 9 } });
    expect((await handle.edited(1)).content).toBe(
      "-# Costs 4 of your 9 credits, once the swap is here\nHanding them to the swap engine…",
    );
    reply.progress(to, jobId, { stage: "drawing", done: 24, of: 48 });
    await expect.poll(() => time.sleeping).toEqual([4000]);
    time.advance(4000);
    expect((await handle.edited(2)).content).toMatch(/^-# Costs 4 of your 9.*\n.*24 of 48 frames$/);
  });

  test("changes at most every 4 s, and then to the newest news", async () => {
    const { reply, to, jobId, handle, time } = await startReply();
    reply.progress(to, jobId, { stage: "fetching" });
    await handle.edited(1);
    for (let done = 1; done <= 20; done += 1) {
      reply.progress(to, jobId, { stage: "drawing", done, of: 48 });
    }
    await expect.poll(() => time.sleeping).toEqual([4000]);
    time.advance(3999);
    reply.progress(to, jobId, { stage: "drawing", done: 21, of: 48 });
    expect(handle.edits).toHaveLength(1);
    time.advance(1);
    expect(await handle.edited(2)).toMatchObject({ content: expect.stringContaining("21 of 48") });
    reply.progress(to, jobId, { stage: "drawing", done: 21, of: 48 });
    reply.progress(to, jobId, { stage: "finishing" });
    await expect.poll(() => time.sleeping).toEqual([4000]);
    time.advance(4000);
    expect(await handle.edited(3)).toMatchObject({ content: "Finishing touches…" });
    expect(handle.edits).toHaveLength(3);
  });

  test("is never overtaken: the result waits for an edit on its way and drops what was to follow", async () => {
    const { reply, to, jobId, handle, discord, time, patches } = await startReply();
    discord.faults.push({ ...finalEdit, delayMs: 200 });
    reply.progress(to, jobId, { stage: "drawing", done: 1, of: 48 });
    await expect.poll(patches).toHaveLength(1);
    reply.progress(to, jobId, { stage: "drawing", done: 2, of: 48 });
    await reply.result(to, jobId, swapped);
    reply.progress(to, jobId, { stage: "drawing", done: 3, of: 48 });
    expect(time.sleeping).toEqual([]);
    expect(handle.edits.map(({ message }) => message.attachments.length)).toEqual([0, 1]);
    expect(patches()).toHaveLength(2);
  });

  test("stops when the person has deleted it", async () => {
    const { reply, to, jobId, handle, time, patches } = await startReply();
    handle.deleteReply();
    reply.progress(to, jobId, { stage: "fetching" });
    await expect.poll(() => patches().map(({ status }) => status)).toEqual([404]);
    await expect.poll(() => time.sleeping).toEqual([]);
    reply.progress(to, jobId, { stage: "drawing", done: 1, of: 2 });
    time.advance(60_000);
    await expect(reply.result(to, jobId, swapped)).rejects.toMatchObject({ next: "give-up" });
    expect(patches().map(({ status }) => status)).toEqual([404, 404]);
  });
});

describe("the finished reply", () => {
  test("is the GIF with alt text, a line that says AI-edited, the price and what is left", async () => {
    const { reply, to, jobId, handle, discord } = await startReply();
    reply.progress(to, jobId, { stage: "fetching" });
    await reply.result(to, jobId, swapped);
    expect(handle.original).toMatchObject({
      content: "-# AI-edited · 4 credits · 6 left, new ones <t:1800000000:R>",
      attachments: [
        {
          name: "faceswap.gif",
          contentType: "image/gif",
          bytes: swapped.file,
          description: "Animated GIF of 48 frames in which a face was replaced by AI.",
        },
      ],
    });
    expect(apiFindings(discord)).toEqual([]);
    expect(discord.problems()).toEqual([]);
  });

  test("is covered when the person wanted it, or what they gave was", async () => {
    const { reply, to, jobId, handle, discord } = await startReply();
    await reply.result(to, jobId, { ...swapped, spoiler: true });
    expect(handle.original?.attachments).toMatchObject([
      { name: "SPOILER_faceswap.gif", spoiler: true },
    ]);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("says how many faces were replaced, and which wishes the service could not fulfil", async () => {
    const { reply, to, jobId, handle } = await startReply();
    await reply.result(to, jobId, { ...swapped, faces: 3, unmet: ["strength"] });
    expect(handle.original?.attachments[0].description).toContain("3 faces were replaced");
    expect(handle.original?.content).toContain("knows no strength");
  });

  test("says what the GIF lost so that it fits", async () => {
    const { reply, to, jobId, handle } = await startReply();
    const givenUp = [
      { kind: "every-second-frame" },
      { kind: "size", width: 320, height: 180 },
      { kind: "colours", count: 64 },
      { kind: "fine-grain" },
      { kind: "slight-changes" },
    ] as const;
    await reply.result(to, jobId, { ...swapped, givenUp });
    expect(handle.original?.content.split("\n").at(-1)).toBe(
      "-# Made smaller so that it fits here: every second frame left out, 320 × 180 pixels, 64 colours, less fine grain, slight changes stand still",
    );
  });

  test.each([
    ["Discord answers 502 for a while", { status: 502, times: 4 }],
    ["it is limited without a word for how long", { status: 429 }],
    ["the connection breaks before Discord reads it", { cut: "before" as const }],
    ["the connection breaks after Discord took it", { cut: "after" as const }],
    ["Discord does not know the webhook yet", { status: 404, code: 10_015 }],
  ])("arrives once although %s", async (_, fault) => {
    const { reply, to, jobId, handle, discord, time } = await startReply();
    discord.faults.push({ ...finalEdit, ...fault });
    const delivered = reply.result(to, jobId, swapped);
    await expect.poll(() => time.sleeping).toEqual([1000]);
    time.advance(1000);
    await delivered;
    expect(handle.original?.attachments).toHaveLength(1);
    expect(apiFindings(discord)).toEqual([]);
  });

  test("is given up after five tries, and says that waiting may help", async () => {
    const { reply, to, jobId, discord, time } = await startReply();
    discord.faults.push({ ...finalEdit, cut: "before", times: 100 });
    const delivered = reply.result(to, jobId, swapped);
    const failure = delivered.catch((error: unknown) => error);
    for (const pause of [1, 2, 4, 8]) {
      await expect.poll(() => time.sleeping).toEqual([pause * 1000]);
      time.advance(pause * 1000);
    }
    expect(await failure).toMatchObject({ code: "REPLY_NOT_TAKEN", next: "wait" });
  });

  test.each([
    ["while it waits for its next try", { status: 502, times: 100 }],
    ["while Discord limits it for an hour", { status: 429, headers: { "retry-after": "3600" } }],
  ])("is broken off %s when the job is stopped", async (_, fault) => {
    const { reply, to, jobId, discord, time } = await startReply();
    discord.faults.push({ ...finalEdit, ...fault });
    const stop = new AbortController();
    const delivered = reply.result(to, jobId, swapped, stop.signal);
    const failure = delivered.catch((error: unknown) => error);
    await expect.poll(() => time.sleeping).toEqual([1000]);
    stop.abort("stopped");
    expect(await failure).toBe("stopped");
    expect(time.sleeping).toEqual([]);
  });

  test("is not posted anew when somebody deleted it: one request, and whoever kept it hears why", async () => {
    const { reply, to, jobId, handle, patches, logged } = await startReply();
    handle.deleteReply();
    await expect(reply.result(to, jobId, swapped)).rejects.toMatchObject({
      code: "REPLY_NOT_TAKEN",
      next: "give-up",
      facts: { deleted: true },
    });
    expect(patches().map((request) => request.status)).toEqual([404]);
    expect(logged.join("")).not.toContain(to.token);
  });

  test("is not taken when the token is dead: one request, and whoever paid gets it back", async () => {
    const { reply, to, jobId, handle, patches, logged } = await startReply();
    handle.expire();
    const delivered = reply.result(to, jobId, swapped);
    await expect(delivered).rejects.toMatchObject({ code: "REPLY_NOT_TAKEN", next: "give-up" });
    expect(patches().map((request) => request.status)).toEqual([401]);
    expect(logged.join("")).not.toContain(to.token);
  });

  test("is not even tried once the token's 15 minutes are over", async () => {
    const { reply, to, jobId, patches, time } = await startReply();
    time.advance(15 * 60 * 1000);
    const delivered = reply.result(to, jobId, swapped);
    await expect(delivered).rejects.toMatchObject({ code: "REPLY_NOT_TAKEN", next: "give-up" });
    expect(patches()).toEqual([]);
  });

  test.each([
    ["over the limit of this place", 5, 0],
    ["over what Discord takes after all", 100, 1],
  ])("is refused as too large when it is %s", async (_, attachmentLimit, asked) => {
    const { reply, to, jobId, patches } = await startReply({ attachmentSizeLimit: 10 });
    const delivered = reply.result({ ...to, attachmentLimit }, jobId, swapped);
    await expect(delivered).rejects.toMatchObject({ code: "RESULT_TOO_LARGE" });
    expect(patches()).toHaveLength(asked);
  });
});

describe("the reply of a failed job", () => {
  test("says what to do, that it was free, and the service's own words without their links", async () => {
    const { reply, to, jobId, handle, discord } = await startReply();
    await reply.failure(to, jobId, {
      code: "SWAP_FAILED",
      facts: {},
      personId: handle.personId,
      detail: "bad *input*, see https://evil.example/x @everyone",
    });
    expect(handle.original?.content).toBe(
      [
        "The swap did not work with this GIF and photo. Please try another GIF or photo.",
        "-# The service said: “bad input, see … everyone”",
        "-# This cost you nothing.",
      ].join("\n"),
    );
    expect(apiFindings(discord)).toEqual([]);
  });

  test("follows a result that was too large", async () => {
    const { reply, to, jobId, handle } = await startReply({ attachmentSizeLimit: 10 });
    const error = await reply.result(to, jobId, swapped).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "RESULT_TOO_LARGE", facts: { bytes: 14, limit: 10 } });
    await reply.failure(to, jobId, {
      code: "RESULT_TOO_LARGE",
      facts: { bytes: 3e7, limit: 1e7 },
      personId: handle.personId,
    });
    expect(handle.original?.content).toContain("(28.7 MB, at most 9.5 MB)");
  });
});
