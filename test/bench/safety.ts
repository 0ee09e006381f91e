import { readFileSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { UserError } from "../../src/core/errors.ts";
import { createPyramid } from "../../src/engine/pyramid.ts";
import { looksYoung } from "../../src/engine/safety/judge-scenes.ts";
import { createStillDecoder } from "../../src/workers/decode-still.ts";
import { createInspector } from "../../src/workers/safety/inspect-files.ts";
import { createSafetyNetworks } from "../../src/workers/safety/safety-networks.ts";
import type { SafetyNetworks } from "../../src/workers/safety/safety-networks.ts";
import { createSafetyProcess } from "../../src/workers/safety-process.ts";
import type { InspectedFile } from "../../src/workers/swap-port.ts";
import { engineProcessesOf, safetyProgram } from "../support/engine-processes.ts";
import { faceModels, modelDirectory } from "../support/face-models.ts";
import { harmlessScenes } from "../support/harmless-scenes.ts";
import { sampleFace, sampleGif } from "../support/sample-media.ts";
import { sharedDir } from "../support/shared-dir.ts";
import { identities } from "../support/synthetic-head.ts";
import type { BenchRow } from "./bench-row.ts";
import { cpuClock } from "./engine-quality/cpu-clock.ts";
import { peakBytesOf } from "../support/peak-memory.ts";

interface LabelledFile extends InspectedFile {
  readonly set: string;
}

/**
 * How often the safety floor refuses what is harmless, and what it costs. Everything here is harmless: whatever is refused is a
 * false alarm. Times are processor time of one thread; the peer of a frame is the same frame by the other network.
 */
export async function measureSafety(): Promise<BenchRow[]> {
  const networks = createSafetyNetworks(modelDirectory);
  const { watched, seen } = watch(networks);
  const decodeStill = createStillDecoder();
  const inspect = createInspector({ networks: watched, decodeStill });

  const files = [...(await drawn()), ...(await shared())];
  const refusals = new Map<string, number>();
  const counts = new Map<string, number>();
  const adults = { all: 0, young: 0 };
  for (const { set, ...file } of files) {
    try {
      const { rule } = await inspect({ files: [file] });
      counts.set(set, (counts.get(set) ?? 0) + 1);
      if (rule !== "none") refusals.set(set, (refusals.get(set) ?? 0) + 1);
    } catch (error) {
      // The corpus has broken files, which never come this far.
      if (!(error instanceof UserError)) throw error;
      continue;
    }
    if (set !== "photos of adults") continue;
    const picture = createPyramid(await decodeStill(file.bytes, "face"));
    for (const years of await networks.ages(picture)) {
      adults.all += 1;
      if (looksYoung(years)) adults.young += 1;
    }
  }

  const rows: BenchRow[] = [...counts].flatMap(([set, count]) => [
    { name: `safety: refused of ${count} ${set}`, ours: refusals.get(set) ?? 0, unit: "files" },
  ]);
  if (adults.all > 0) {
    const name = `safety: faces of ${adults.all} adults that would look young if it mattered`;
    rows.push({ name, ours: adults.young, unit: "faces" });
  }
  rows.push(
    { name: "safety: frames looked at", ours: seen.first, unit: "frames" },
    { name: "safety: frames where the small network asked", ours: seen.second, unit: "frames" },
    {
      name: "safety: the highest that the small network called sexual",
      ours: seen.worst,
      unit: "",
    },
  );
  return [...rows, ...(await costs(networks, files))];
}

/** Counts what the inspector asks, and keeps the worst first answer. */
function watch(networks: SafetyNetworks) {
  const seen = { first: 0, second: 0, worst: 0 };
  const watched: SafetyNetworks = {
    ...networks,
    async first(picture) {
      const scores = await networks.first(picture);
      seen.first += 1;
      seen.worst = Math.max(seen.worst, scores.porn + scores.hentai);
      return scores;
    },
    second(picture) {
      seen.second += 1;
      return networks.second(picture);
    },
  };
  return { watched, seen };
}

async function costs(
  networks: SafetyNetworks,
  files: readonly LabelledFile[],
): Promise<BenchRow[]> {
  const [{ picture }] = harmlessScenes().map((raster) => ({ picture: createPyramid(raster) }));
  const first = await meanMs(() => networks.first(picture));
  const second = await meanMs(() => networks.second(picture));
  const safety = createSafetyProcess({ modelDirectory });
  const { signal } = new AbortController();
  const clips = files
    .filter(({ kind }) => kind === "gif")
    .map(({ role, kind, bytes }) => ({ role, kind, bytes }));
  const largest = clips.reduce((most, clip) =>
    clip.bytes.length > most.bytes.length ? clip : most,
  );
  try {
    await safety.run({ files: [largest] }, signal);
    const [{ pid }] = engineProcessesOf(process.pid, safetyProgram);
    const cold = processMs(pid);
    await safety.run({ files: [largest] }, signal);
    return [
      { name: "safety: a frame by the small network", ours: first, peer: second, unit: "ms CPU" },
      { name: "safety: a frame by the large network", ours: second, peer: first, unit: "ms CPU" },
      {
        name: "safety: the largest clip, start of the process included",
        ours: cold,
        unit: "ms CPU",
      },
      { name: "safety: the same clip again", ours: processMs(pid) - cold, unit: "ms CPU" },
      { name: "safety: the most memory of the process", ours: peakMb(pid), unit: "MB" },
    ];
  } finally {
    await safety.close();
  }
}

async function meanMs(run: () => Promise<unknown>): Promise<number> {
  const times = 10;
  // The compiler of Node.js takes a few calls to see which functions are worth its time.
  for (let time = 0; time < times; time += 1) await run();
  const begun = cpuClock();
  for (let time = 0; time < times; time += 1) await run();
  return (cpuClock() - begun) / times;
}

/** People who do not exist, and scenes of nobody. */
async function drawn(): Promise<LabelledFile[]> {
  const { mesh } = await faceModels();
  const heads = Object.values(identities);
  const clips = heads.map((identity) => sampleGif(mesh, { identity }));
  const photos = await Promise.all(heads.map((identity) => sampleFace(mesh, identity)));
  const scenes = await Promise.all(
    harmlessScenes().map(({ width, height, data }) =>
      sharp(data, { raw: { width, height, channels: 4 } })
        .png()
        .toBuffer(),
    ),
  );
  return [
    ...clips.map((bytes) => labelled("clips of drawn people", "gif", bytes)),
    ...photos.map((bytes) => labelled("photos of drawn people", "image", bytes)),
    ...scenes.map((bytes) => labelled("drawn scenes and gradients", "image", bytes)),
  ];
}

/** Sample media where they are. */
async function shared(): Promise<LabelledFile[]> {
  if (sharedDir === undefined) return [];
  const [media, corpus] = [join(sharedDir, "media"), join(sharedDir, "data/gif-corpus")];
  const clips = await filesIn(join(media, "gifs"));
  const photos = await filesIn(join(media, "photos"));
  const gifs = (await filesIn(corpus)).filter((file) => file.subarray(0, 3).toString() === "GIF");
  return [
    ...clips.map((bytes) => labelled("clips of adults", "gif", bytes)),
    ...photos.map((bytes) => labelled("photos of adults", "image", bytes)),
    ...gifs.map((bytes) => labelled("GIFs of the corpus", "gif", bytes)),
  ];
}

async function filesIn(folder: string): Promise<Buffer[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((file) => readFile(join(file.parentPath, file.name))));
}

function labelled(set: string, kind: "gif" | "image", bytes: Uint8Array): LabelledFile {
  return { set, kind, bytes, role: kind === "gif" ? "target" : "face" };
}

/** proc(5): a process's times, in hundredths of a second. */
function processMs(pid: number): number {
  const line = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function peakMb(pid: number): number {
  return peakBytesOf(pid) / (1024 * 1024);
}
