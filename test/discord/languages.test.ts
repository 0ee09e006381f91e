import { describe, expect, test } from "vitest";
import { createLogger } from "../../src/core/logger.ts";
import { createJobReply } from "../../src/discord/job-reply.ts";
import { apiFindings, startTestBot } from "../support/discord/start-test-bot.ts";
import { createManualTime } from "../support/manual-time.ts";
import { swapReply } from "../support/swap-reply.ts";

const gif = { name: "wave.gif", bytes: Buffer.from("GIF89a"), contentType: "image/gif" };
const face = { name: "ada.png", bytes: Buffer.from("png"), contentType: "image/png" };

describe("people are answered in the language of their Discord", () => {
  test.each([
    [
      "en-GB",
      "Please give me one GIF or picture: either attach it as `gif` or paste a `link`, not both.",
    ],
    [
      "de",
      "Gib mir bitte genau ein GIF oder Bild: Häng es als `gif` an oder füg einen `link` ein, aber nicht beides.",
    ],
    [
      "es-419",
      "Dame un solo GIF o una sola imagen: adjúntalo como `gif` o pega un `enlace`, pero no las dos cosas.",
    ],
    [
      "fr",
      "Donne-moi un seul GIF ou une seule image : joins-le comme `gif` ou colle un `lien`, mais pas les deux.",
    ],
    [
      "pt-BR",
      "Me manda um GIF ou uma imagem só: anexa em `gif` ou cola um `link`, mas não os dois.",
    ],
    [
      "ja",
      "GIFか画像を1つだけ指定してください。`gif`に添付するか、`リンク`に貼り付けるか、どちらか一方です。",
    ],
    [
      "tr",
      "Please give me one GIF or picture: either attach it as `gif` or paste a `link`, not both.",
    ],
  ])("when a command is refused in %s", async (locale, sentence) => {
    const { discord } = await startTestBot();
    const handle = discord.slash("faceswap", { face }, { locale });
    await handle.acked();
    expect(handle.original?.content).toBe(sentence);
    expect(apiFindings(discord)).toEqual([]);
  });

  test.each([
    ["en-US", "Drawing the new face  ▰▰▰▰▰▱▱▱▱▱  24 of 48 frames", "Animated GIF of 48 frames"],
    ["de", "Ich zeichne das neue Gesicht  ▰▰▰▰▰▱▱▱▱▱  24 von 48 Bildern", "GIF aus 48 Bildern"],
    ["es-ES", "Dibujo la cara nueva  ▰▰▰▰▰▱▱▱▱▱  24 de 48 fotogramas", "GIF animado de 48"],
    ["fr", "Je dessine le nouveau visage  ▰▰▰▰▰▱▱▱▱▱  24 sur 48 images", "GIF animé de 48 images"],
    ["pt-BR", "Desenhando o rosto novo  ▰▰▰▰▰▱▱▱▱▱  24 de 48 quadros", "GIF animado de 48 quadros"],
    ["ja", "新しい顔を描いています  ▰▰▰▰▰▱▱▱▱▱  48フレーム中24", "48フレームのGIFアニメーション"],
  ])("when a job goes on by its stored record in %s", async (locale, progress, altText) => {
    const { discord, rest, requested } = await startTestBot();
    const handle = discord.slash("faceswap", { gif, face }, { locale });
    await expect.poll(() => requested.length).toBe(1);
    await handle.acked();
    const { id, reply: to } = requested[0];
    const { clock, sleep } = createManualTime();
    const log = createLogger({ level: "fatal" });
    const reply = createJobReply({ rest, clock, sleep, log });

    reply.progress(to, id, { stage: "drawing", done: 24, of: 48 });
    expect((await handle.edited(1)).content).toBe(progress);
    await reply.result(
      to,
      id,
      swapReply(gif.bytes, "77", {
        frames: 48,
        givenUp: [{ kind: "colours", count: 64 }, { kind: "every-second-frame" }],
        creditsLeft: 1,
      }),
    );
    const { attachments, content } = await handle.edited(2);
    expect(attachments[0]?.description).toContain(altText);
    expect(content).toContain("<t:1800000000:R>");
    expect(apiFindings(discord)).toEqual([]);
  });

  test.each([
    ["en-US", "**12 credits** left — 10 each period, 0 used, 2 extra."],
    ["de", "Noch **12 Credits** — 10 pro Zeitraum, 0 verbraucht, 2 extra."],
    ["es-ES", "Quedan **12 créditos** — 10 por periodo, 0 usados, 2 extra."],
    ["fr", "Il reste **12 crédits** — 10 par période, 0 utilisé, 2 en plus."],
    ["pt-BR", "Restam **12 créditos** — 10 por período, 0 usado, 2 extras."],
    ["ja", "残り **12クレジット** — 期間ごとに10、使用済み0、追加分2。"],
  ])("when they ask for their credits in %s", async (locale, sentence) => {
    const { discord } = await startTestBot();
    const moderator = { user: { id: "309999999999999999", name: "Mo" } };
    const grant = { member: { member: "301111111111111111" }, credits: 2, reason: "welcome" };
    await discord.slash("quota grant", grant, moderator).edited();
    const { content } = await discord.slash("credits", {}, { locale }).edited();
    expect(content.split("\n")[0]).toBe(sentence);
    expect(content).toContain("<@309999999999999999>");
    expect(content).toContain("welcome");
    expect(apiFindings(discord)).toEqual([]);
  });

  test.each(["en-US", "de", "es-ES", "fr", "pt-BR", "ja"])(
    "when there is more to say about their credits than a message holds in %s",
    async (locale) => {
      const waiting = Array.from({ length: 9 }, (_, index) => ({
        jobId: `90000000000000000${index}`,
        createdAt: Date.now(),
        keptUntil: Date.now() + 60_000,
      }));
      const { discord } = await startTestBot({ swaps: { waiting: async () => waiting } });
      const moderator = { user: { id: "309999999999999999", name: "Mo" } };
      for (let times = 0; times < 5; times += 1) {
        const member = { member: "301111111111111111" };
        const grant = { member, credits: 2, reason: "because of ".repeat(18) };
        await discord.slash("quota grant", grant, moderator).edited();
      }
      const { content, components } = await discord.slash("credits", {}, { locale }).edited();
      expect(content.length).toBeLessThanOrEqual(2000);
      expect(content).toContain("because of");
      expect(JSON.stringify(components)).toContain("900000000000000004");
      expect(apiFindings(discord)).toEqual([]);
    },
  );

  test("when they moderate, while the log channel has the server's language", async () => {
    const bob = "302222222222222222";
    const channel = "501111111111111111";
    const { discord } = await startTestBot();
    const moderator = { user: { id: "309999999999999999", name: "Mo" }, guildLocale: "fr" };
    await discord.slash("quota log-channel", { channel: { channel } }, moderator).edited();
    const given = { member: { member: bob }, credits: 1, reason: "merci" };
    const answer = discord.slash("quota grant", given, { ...moderator, locale: "de" });
    expect((await answer.edited()).content).toBe(
      `Du hast <@${bob}> 1 Extra-Credit gegeben: 10 → 11 Credits übrig.`,
    );
    expect(discord.posted.at(-1)).toEqual({
      channelId: channel,
      content: `<@309999999999999999> a donné 1 crédit en plus à <@${bob}> : 10 → 11 crédits restants. Raison : merci`,
    });
    expect(apiFindings(discord)).toEqual([]);
  });
});
