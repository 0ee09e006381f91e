import type { Square } from "../../../src/engine/crop.ts";
import type { FaceModels } from "../../../src/engine/face/face-models.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { FaceSeries } from "./compare-faces.ts";
import { findMainFace } from "./find-faces.ts";
import { mirrorPicture } from "./mirror-picture.ts";
import type { FaceReading, ReadFace } from "./read-face.ts";
import { decodeClip, type Clip, type MediaFile } from "./read-media.ts";

/** A clip before any swap, read once for all photos. */
export interface Original {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly clip: Clip;
  /** Where to look for the face, one a frame; undefined in frames that do not show it. */
  readonly regions: readonly (Square | undefined)[];
  readonly faces: FaceSeries;
  /** The same faces read in a mirror: what differs is the reader's doubt and not the face. */
  readonly mirrored: FaceSeries;
  /** The frames whose identity is measured. */
  readonly samples: ReadonlySet<number>;
}

export interface ReadOriginalOptions {
  /** How many frames have their identity measured, spread evenly; every 4th one when undefined. */
  readonly samples: number | undefined;
}

/** @returns undefined when no frame shows a face */
export async function readOriginal(
  models: FaceModels,
  read: ReadFace,
  file: MediaFile,
  options: ReadOriginalOptions,
): Promise<Original | undefined> {
  const clip = await decodeClip(file.bytes);
  const regions = await findMainFace(models, clip.frames.map(createPyramid));
  const withFace = [...regions.keys()].filter((index) => regions[index] !== undefined);
  const samples = new Set(spread(withFace, options.samples ?? Math.ceil(withFace.length / 4)));
  const faces = await readFaces(read, clip, regions, samples);
  if (faces.every((face) => face === undefined)) return undefined;
  const mirrored = await readMirrored(read, clip, regions);
  return { name: file.name, bytes: file.bytes, clip, regions, faces, mirrored, samples };
}

/** Reads the face of every frame in its region; originals and results are read in the same ones. */
export async function readFaces(
  read: ReadFace,
  clip: Clip,
  regions: readonly (Square | undefined)[],
  samples: ReadonlySet<number>,
): Promise<(FaceReading | undefined)[]> {
  const faces: (FaceReading | undefined)[] = [];
  for (const [index, frame] of clip.frames.entries()) {
    const region = regions[index];
    const identity = samples.has(index);
    faces.push(region && (await read(createPyramid(frame), region, { identity })));
  }
  return faces;
}

/** Reads every frame with right and left exchanged; of such a reading only openings are of use. */
async function readMirrored(
  read: ReadFace,
  { frames }: Clip,
  regions: readonly (Square | undefined)[],
): Promise<(FaceReading | undefined)[]> {
  const faces: (FaceReading | undefined)[] = [];
  for (const [index, frame] of frames.entries()) {
    const region = regions[index];
    if (region === undefined) {
      faces.push(undefined);
      continue;
    }
    const there = { ...region, centreX: frame.width - region.centreX, angle: -region.angle };
    faces.push(await read(createPyramid(mirrorPicture(frame)), there, { identity: false }));
  }
  return faces;
}

/** At most `count` of the values, at even distances, from the first one on. */
export function spread<T>(values: readonly T[], count: number): T[] {
  const taken = Math.min(count, values.length);
  return Array.from(
    { length: taken },
    (_, index) => values[Math.floor((index * values.length) / taken)],
  );
}
