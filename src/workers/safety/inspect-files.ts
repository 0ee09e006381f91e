import { limits } from "../../core/limits.ts";
import { compositeFrames } from "../../engine/gif/composite.ts";
import { createPyramid } from "../../engine/pyramid.ts";
import type { Pyramid } from "../../engine/pyramid.ts";
import type { Raster } from "../../engine/raster.ts";
import {
  asksSecond,
  isSexual,
  isSuggestive,
  looksYoung,
} from "../../engine/safety/judge-scenes.ts";
import type { FrameEvidence } from "../../engine/safety/judge-scenes.ts";
import { pickFrames, thumbnailOf } from "../../engine/safety/pick-frames.ts";
import { readGifBlocks } from "../../media/gif-blocks.ts";
import type { GifCeilings } from "../../media/gif-blocks.ts";
import type { DecodeStill } from "../decode-still.ts";
import type { Answer, InspectedFile, Question } from "../swap-port.ts";
import { readVideo } from "../video-frames.ts";
import type { SafetyNetworks } from "./safety-networks.ts";

/** Other APIs' results may be larger than what people hand in; the deadline bounds what this costs. */
const ceilings: GifCeilings = {
  maxTargetBytes: limits.maxResultBytes,
  maxSide: limits.maxSide,
  maxFrames: 4 * limits.maxFrames,
  maxTotalPixels: 4 * limits.maxTotalPixels,
  maxPlayedPixels: 4 * limits.maxPlayedPixels,
  maxDurationMs: Infinity,
};

interface InspectorParts {
  readonly networks: SafetyNetworks;
  readonly decodeStill: DecodeStill;
}

/**
 * Says whether any of the files that belong together breaks a rule of the safety floor, and no more than that: what the
 * networks thought stays here.
 *
 * At most twelve frames of a clip are looked at, those that differ most. Something that is merely suggestive is no breach; but
 * then the faces in it, and in the face photos, must not look like minors.
 */
export function createInspector({ networks, decodeStill }: InspectorParts) {
  async function looksLikeMinor(picture: Pyramid): Promise<boolean> {
    return (await networks.ages(picture)).some(looksYoung);
  }

  return async ({ files }: Question<"inspect">): Promise<Answer<"inspect">> => {
    let somethingIsSuggestive = false;
    for (const file of files) {
      const frames: FrameEvidence[] = [];
      for await (const picture of picturesOf(file, decodeStill)) {
        const first = await networks.first(picture);
        const second = asksSecond(first) ? await networks.second(picture) : undefined;
        const frame = { first, second };
        frames.push(frame);
        if (!isSuggestive(frame)) continue;
        somethingIsSuggestive = true;
        if (await looksLikeMinor(picture)) return { rule: "minor", role: file.role };
      }
      if (isSexual(frames)) return { rule: "sexual", role: file.role };
    }
    if (!somethingIsSuggestive) return { rule: "none" };
    for (const file of files.filter(({ role }) => role === "face")) {
      for await (const picture of picturesOf(file, decodeStill)) {
        if (await looksLikeMinor(picture)) return { rule: "minor", role: file.role };
      }
    }
    return { rule: "none" };
  };
}

/** What is to be looked at, one picture at a time. @throws UserError when the file cannot be decoded */
async function* picturesOf(
  { kind, role, bytes }: InspectedFile,
  decodeStill: DecodeStill,
): AsyncGenerator<Pyramid, void, undefined> {
  if (kind === "image") {
    yield createPyramid(await decodeStill(bytes, role === "face" ? "face" : "target"));
  } else if (kind === "gif") {
    const gif = readGifBlocks(bytes, ceilings);
    yield* mostDifferent(() => canvasesOf(compositeFrames(gif)));
  } else {
    const video = await readVideo({ kind, bytes }, 1);
    yield* mostDifferent(() => rastersOf(video.frames));
  }
}

/** Plays a clip to see which frames differ, and again up to the last of them. */
function* mostDifferent(play: () => Iterable<Raster>): Generator<Pyramid, void, undefined> {
  const thumbnails = Array.from(play(), thumbnailOf);
  const picked = new Set(pickFrames(thumbnails, limits.maxInspectedFrames));
  let index = 0;
  for (const raster of play()) {
    if (picked.delete(index)) yield createPyramid(raster);
    if (picked.size === 0) return;
    index += 1;
  }
}

function* canvasesOf(frames: Iterable<{ readonly canvas: Raster }>): Generator<Raster> {
  for (const { canvas } of frames) yield canvas;
}

function* rastersOf(frames: Iterable<{ readonly raster: Raster }>): Generator<Raster> {
  for (const { raster } of frames) yield raster;
}
