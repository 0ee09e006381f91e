import type { Square } from "../../../src/engine/crop.ts";
import type { FaceModels } from "../../../src/engine/face/face-models.ts";
import { regionOfLandmarks } from "../../../src/engine/face/region.ts";
import { inspectPhoto } from "../../../src/engine/photo-gate/inspect-photo.ts";
import { judgePhoto } from "../../../src/engine/photo-gate/judge-photo.ts";
import { createPyramid } from "../../../src/engine/pyramid.ts";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { applyEdit, maskEdit } from "./apply-edit.ts";
import { compareFaces } from "./compare-faces.ts";
import { compareOutside } from "./compare-outside.ts";
import { drawContactSheet } from "./contact-sheet.ts";
import type { Descriptor } from "./descriptor.ts";
import { findPhotoFace } from "./find-faces.ts";
import type { PairReport } from "./pair-report.ts";
import { encodeWithPeers } from "./peer-encoders.ts";
import type { ReadFace } from "./read-face.ts";
import { decodeClip, decodePhoto, type MediaFile } from "./read-media.ts";
import { readFaces, spread, type Original } from "./read-original.ts";
import { redrawEdits } from "./redraw-edits.ts";
import { runEngine } from "./run-engine.ts";

export interface Photo {
  readonly name: string;
  readonly picture: Raster;
  readonly region: Square;
  readonly descriptor: Descriptor;
  readonly gate: PairReport["gate"];
}

/** Columns of a contact sheet beside the photo. */
const SHEET_FRAMES = 6;

/** @returns undefined when the photo shows no face */
export async function readPhoto(
  models: FaceModels,
  read: ReadFace,
  file: MediaFile,
): Promise<Photo | undefined> {
  const picture = await decodePhoto(file.bytes);
  const pyramid = createPyramid(picture);
  const region = await findPhotoFace(models, pyramid);
  const face = region && (await read(pyramid, region, { identity: true }));
  if (face?.descriptor === undefined) return undefined;
  const { figures } = await inspectPhoto(createFaceAtlas(models.mesh), models, picture);
  return {
    name: file.name,
    picture,
    region: regionOfLandmarks(face.landmarks),
    descriptor: face.descriptor,
    gate: judgePhoto(figures).verdict,
  };
}

/** Swaps one face into one clip and measures what came out; `sheet` is a PNG to look at. */
export async function measurePair(
  models: FaceModels,
  read: ReadFace,
  original: Original,
  photo: Photo,
): Promise<{ report: PairReport; sheet: Uint8Array }> {
  const { bytes, engine } = await runEngine(models, original.bytes, photo.picture);
  const clip = await decodeClip(bytes);
  if (clip.frames.length !== original.clip.frames.length) {
    throw new Error(`${original.name} has ${clip.frames.length} frames after the swap.`);
  }
  const faces = await readFaces(read, clip, original.regions, original.samples);
  const edits = await redrawEdits(models, original.bytes, photo.picture);
  const masks = clip.frames.map((frame, index) => maskEdit(frame, edits[index]));
  const trueColour = original.clip.frames.map((frame, index) => applyEdit(frame, edits[index]));
  const report = {
    clip: original.name,
    photo: photo.name,
    gate: photo.gate,
    face: compareFaces(photo.descriptor, original.faces, faces, original.mirrored),
    outside: compareOutside(original.clip.frames, clip.frames, masks),
    engine,
    peers: await encodeWithPeers({ ...clip, frames: trueColour }),
  };
  const { toPhoto, toOriginal, base } = report.face;
  const sheet = await drawContactSheet({
    title: `${original.name} ← ${photo.name}   to photo ${toPhoto.toFixed(2)}   to original ${toOriginal.toFixed(2)}   base ${base.toFixed(2)}`,
    photo: photo.picture,
    photoFace: photo.region,
    columns: spread([...clip.frames.keys()], SHEET_FRAMES).map((index) => ({
      label: `frame ${index}`,
      original: original.clip.frames[index],
      result: clip.frames[index],
      face: original.regions[index],
    })),
  });
  return { report, sheet };
}
