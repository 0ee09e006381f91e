import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { UserError } from "../../../src/core/errors.ts";
import { loadFaceModels } from "../../../src/workers/models/load-face-models.ts";
import { createFaceDescriber } from "./descriptor.ts";
import { measurePair, readPhoto } from "./measure-pair.ts";
import type { PairReport } from "./pair-report.ts";
import { formatEffort, formatLikeness, formatPhotos } from "./pair-tables.ts";
import { createFaceReader } from "./read-face.ts";
import { readMediaFolder, type MediaFile } from "./read-media.ts";
import { readOriginal } from "./read-original.ts";
import { formatTargets } from "./targets.ts";

const usage = `npm run bench:engine -- [DIR] [--only PART[,PART]] [--frames N]

Swaps every face of DIR/photos into every GIF of DIR/gifs (default ../shared/media) and measures the results.
  --only clip,photo   only pairs whose clip and photo contain these parts; one part matches either
  --frames N          measure identity on N frames of a clip (default: every fourth)
`;

const root = join(import.meta.dirname, "../../..");
const outFolder = join(root, "out/engine-quality");

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: "string" },
      frames: { type: "string" },
      help: { type: "boolean", short: "h" },
    },
  });
  if (values.help) {
    console.log(usage);
    return;
  }
  const { clips, photos } = await readMediaFolder(positionals[0] ?? join(root, "../shared/media"));
  const samples = values.frames === undefined ? undefined : Number.parseInt(values.frames, 10);
  if (samples !== undefined && !(samples > 0)) throw new Error("--frames takes a count above 0.");
  const wanted = pairFilter(values.only);

  const models = await loadFaceModels(join(root, ".cache/models"));
  const read = createFaceReader(models, await createFaceDescriber());
  await mkdir(outFolder, { recursive: true });

  const reports: PairReport[] = [];
  for (const clip of clips) {
    const chosen = photos.filter((photo) => wanted(clip, photo));
    if (chosen.length === 0) continue;
    const original = await readOriginal(models, read, clip, { samples });
    if (original === undefined) {
      console.log(`${clip.name}: no face found, left out`);
      continue;
    }
    for (const file of chosen) {
      const photo = await readPhoto(models, read, file);
      if (photo === undefined) {
        console.log(`${file.name}: no face found, left out`);
        continue;
      }
      try {
        const { report, sheet } = await measurePair(models, read, original, photo);
        await writeFile(join(outFolder, `${clip.name}--${file.name}.png`), sheet);
        reports.push(report);
        console.log(`${clip.name} ← ${file.name}: done`);
      } catch (error) {
        // The engine may refuse a photo or a clip by name; the other pairs are still worth measuring.
        if (!(error instanceof UserError)) throw error;
        console.log(`${clip.name} ← ${file.name}: refused, ${error.code}`);
      }
    }
  }
  if (reports.length === 0) throw new Error("There is no pair to measure.");
  await writeFile(join(outFolder, "report.json"), JSON.stringify(reports, undefined, 2));
  console.log(
    `\n${formatLikeness(reports)}\n\n${formatPhotos(reports)}\n\n${formatEffort(reports)}\n\n${formatTargets(reports)}`,
  );
  console.log(`\nContact sheets and report.json: ${outFolder}`);
}

/** `a,b` asks for clip a and photo b by parts of their names, `a` for either. */
function pairFilter(only: string | undefined): (clip: MediaFile, photo: MediaFile) => boolean {
  if (only === undefined) return () => true;
  const [clipPart, photoPart] = only.split(",");
  if (photoPart !== undefined) {
    return (clip, photo) => clip.name.includes(clipPart) && photo.name.includes(photoPart);
  }
  return (clip, photo) => clip.name.includes(clipPart) || photo.name.includes(clipPart);
}

await main();
