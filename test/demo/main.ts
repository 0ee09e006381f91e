import { mkdir, readFile, writeFile } from "node:fs/promises";
import { basename, extname, join } from "node:path";
import { parseArgs } from "node:util";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { ensureModels } from "../../src/workers/models/ensure-models.ts";
import { readGeometry } from "../../src/workers/models/read-geometry.ts";
import { startBotProcess } from "../support/bot-process.ts";
import type { CdnFile } from "../support/discord/cdn.ts";
import { startDiscordStandIn } from "../support/discord/discord-stand-in.ts";
import type { InteractionHandle } from "../support/discord/interaction.ts";
import type { SeenMessage } from "../support/discord/message.ts";
import { sampleFace, sampleGif } from "../support/sample-media.ts";

const help = `npm run demo [-- TARGET.gif FACE.jpg]

Plays the whole main job without a Discord account: the bot, its embedded API and the engine run against a stand-in of
Discord on this machine. Without files it draws a sample GIF and a sample face. The swapped GIF is saved under out/.`;

const dataDir = join("out", "demo-data");
const savedAs = join("out", "demo.gif");
/** From the command to the GIF; a slow machine with one core needs a quarter of it. */
const patienceMs = 120_000;
const contentTypes: Readonly<Record<string, string>> = {
  ".gif": "image/gif",
  ".png": "image/png",
  ".webp": "image/webp",
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: "boolean", short: "h" } },
  });
  if (values.help) return console.log(help);
  if (positionals.length !== 0 && positionals.length !== 2) {
    throw new Error("Give both a GIF and a face, or neither. `npm run demo -- --help` says more.");
  }
  const say = narrator();
  await mkdir(dataDir, { recursive: true });
  const [targetPath, facePath] = positionals;
  const given = targetPath !== undefined && facePath !== undefined;
  say(given ? "Reading your files" : "Drawing a sample GIF and a sample face");
  const [gif, face] = given
    ? [await fileFrom(targetPath), await fileFrom(facePath)]
    : await sampleFiles();

  await using discord = await startDiscordStandIn({ patienceMs });
  say(`A stand-in of Discord listens on ${discord.origin}`);
  await using bot = await startBotProcess({ discord, dataDir });
  say(`The bot is logged in (process ${bot.pid}); its API and engine run beside it`);
  say(`A person types  /faceswap gif:${gif.name} face:${face.name}`);
  const reply = discord.slash("faceswap", { gif, face });
  const message = await follow(reply, say);

  const [attachment] = message.attachments;
  if (!attachment) throw new Error("No GIF was written: the reply says why.");
  await writeFile(savedAs, attachment.bytes);
  const { frames, durationMs } = readGifBlocks(attachment.bytes);
  say(`Attached: ${attachment.name}, ${frames.length} frames, ${durationMs / 1000} s`);
  say(`Alt text: ${attachment.description ?? "none"}`);
  say(`Saved as ${savedAs}`);
}

/** Tells what the person sees until the reply is a GIF or the reason why there is none. */
async function follow(reply: InteractionHandle, say: (text: string) => void): Promise<SeenMessage> {
  const { afterMs } = await reply.acked();
  say(`The person sees: “thinking…” (acknowledged within ${Math.ceil(afterMs)} ms)`);
  let last = "";
  reply.watch(({ content }) => {
    if (content !== last && content !== "") say(`The person sees: ${asShown(content)}`);
    last = content;
  });
  return reply.shows(
    ({ attachments, content, loading }) =>
      attachments.length > 0 || (!loading && !isProgress(content)),
  );
}

/** As Discord shows it: small print without its mark, times as the reader's own "in 5 hours". */
function asShown(content: string): string {
  return content
    .replaceAll(/^-# /gm, "")
    .replaceAll(/<t:(\d+):R>/g, (_, seconds: string) => fromNow(Number(seconds) * 1000));
}

function fromNow(unixMs: number): string {
  const seconds = Math.round((unixMs - Date.now()) / 1000);
  const minutes = Math.round(seconds / 60);
  const words = new Intl.RelativeTimeFormat("en");
  if (Math.abs(seconds) < 60) return words.format(seconds, "second");
  return Math.abs(minutes) < 90
    ? words.format(minutes, "minute")
    : words.format(Math.round(minutes / 60), "hour");
}

/** Progress ends in an ellipsis or carries the bar. */
function isProgress(content: string): boolean {
  return content.endsWith("…") || /[▰▱]/.test(content);
}

async function sampleFiles(): Promise<[CdnFile, CdnFile]> {
  const { geometry } = await ensureModels(join(dataDir, "models"));
  const mesh = readGeometry(geometry);
  return [
    { name: "talking.gif", bytes: sampleGif(mesh), contentType: "image/gif" },
    { name: "face.png", bytes: await sampleFace(mesh), contentType: "image/png" },
  ];
}

async function fileFrom(path: string): Promise<CdnFile> {
  const contentType = contentTypes[extname(path).toLowerCase()] ?? "image/jpeg";
  return { name: basename(path), bytes: await readFile(path), contentType };
}

/** Prints lines with the seconds since the start. */
function narrator(): (text: string) => void {
  const startedAt = performance.now();
  return (text) => {
    const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
    console.log(`${seconds.padStart(5)} s  ${text.replaceAll("\n", "\n         ")}`);
  };
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
