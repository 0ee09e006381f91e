import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { CdnFile } from "../support/discord/cdn.ts";
import { modelDirectory } from "../support/face-models.ts";
import { sampleInputs } from "../support/sample-inputs.ts";
import { sharedDir } from "../support/shared-dir.ts";
import { measureAckLatency } from "./ack-latency.ts";
import { measureApi } from "./api.ts";
import { benchLine } from "./bench-row.ts";
import type { BenchRow } from "./bench-row.ts";
import { measureBombs } from "./bombs.ts";
import { measureEncode } from "./encode.ts";
import { measureEngine } from "./engine.ts";
import { measureLoad } from "./load.ts";
import { measureMemory } from "./memory.ts";
import { measureSafety } from "./safety.ts";

const help = `npm run bench [-- engine encode memory ack load bombs api safety]

Prints the figures of the README: ours, the peer's in the same run, and the ratio. Takes about six minutes in all.`;

/** The shared clip of the issue where it is present, else people who do not exist. */
async function clip(): Promise<{ gif: CdnFile; face: CdnFile }> {
  if (sharedDir === undefined) return sampleInputs(30);
  const media = join(sharedDir, "media");
  return {
    gif: {
      name: "talking-expressions.gif",
      bytes: await readFile(join(media, "gifs/talking-expressions.gif")),
      contentType: "image/gif",
    },
    face: {
      name: "woman-clean.jpg",
      bytes: await readFile(join(media, "photos/woman-clean.jpg")),
      contentType: "image/jpeg",
    },
  };
}

async function main(): Promise<void> {
  const words = process.argv.slice(2);
  if (words.includes("--help")) return console.log(help);
  const { gif, face } = await clip();
  const suites: Record<string, () => Promise<BenchRow[]>> = {
    engine: () => measureEngine({ gif: gif.bytes, photo: face.bytes, modelDirectory }),
    encode: measureEncode,
    memory: measureMemory,
    ack: () => measureAckLatency({ gif, face }),
    load: () => measureLoad({ gif, face }),
    bombs: measureBombs,
    api: measureApi,
    safety: measureSafety,
  };
  const unknown = words.filter((word) => !(word in suites));
  if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(", ")}.\n\n${help}`);

  console.log(`Swapping ${face.name} into ${gif.name}\n`);
  console.log(
    `${"".padEnd(72)} ${"ours".padStart(10)} ${"".padEnd(9)}${"peer".padStart(10)} ratio`,
  );
  for (const [name, measure] of Object.entries(suites)) {
    if (words.length > 0 && !words.includes(name)) continue;
    for (const row of await measure()) console.log(benchLine(row));
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
});
