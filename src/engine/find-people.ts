import { readGifBlocks } from "../media/gif-blocks.ts";
import type { FaceModels } from "./face/face-models.ts";
import { compositeFrames } from "./gif/composite.ts";
import { bestView, cutFace, faceBox } from "./people/best-view.ts";
import { createFaceFollower } from "./people/follow-faces.ts";
import { followClip } from "./people/follow-runs.ts";
import { groupView } from "./people/group-view.ts";
import type { GroupView } from "./people/group-view.ts";
import { linkPeople } from "./people/link-people.ts";
import type { FollowedClip } from "./people/person.ts";
import type { Raster, Rect } from "./raster.ts";
import { createFaceAtlas } from "./swap/atlas.ts";
import type { FaceAtlas } from "./swap/atlas.ts";
import { createStopwatch } from "./swap/stopwatch.ts";
import type { SwapStep } from "./swap-gif.ts";

/** Somebody in a clip or a picture, as a list shows them. */
export interface FoundPerson {
  /** The number by which a swap knows this person. */
  readonly index: number;
  /** The frame in which the face is seen best. */
  readonly frame: number;
  /** Where it is there, in whole pixels. */
  readonly box: Rect;
  /** The face cut out of that frame, with some of the head around it. */
  readonly crop: Raster;
  /** Frames that show the face, as a share of all. */
  readonly seen: number;
}

export interface FoundPeople {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** By number, in the order of `linkPeople`; empty when there is nobody. */
  readonly people: readonly FoundPerson[];
  /** Where most of them are seen together; undefined when there is nobody. */
  readonly group: GroupView | undefined;
}

export interface PeopleSearch {
  readonly models: FaceModels;
  /** That of `models.mesh`; left out, it is made. */
  readonly atlas?: FaceAtlas;
  readonly onProgress?: ((step: SwapStep) => void) | undefined;
}

export interface GifPeopleSearch extends PeopleSearch {
  /** As in `GifSwapJob`. */
  readonly followed?: FollowedClip | undefined;
}

/**
 * Lists the people of a GIF. Its frames are played twice, the second time up to the last one that shows somebody best.
 * @throws UserError what `readGifBlocks` throws
 */
export async function findPeopleInGif(
  target: Uint8Array,
  { models, onProgress, followed, atlas = createFaceAtlas(models.mesh) }: GifPeopleSearch,
): Promise<FoundPeople> {
  const gif = readGifBlocks(target);
  const of = gif.frames.length;
  const onFrame = (done: number) => onProgress?.({ stage: "finding", done, of });
  const stopwatch = createStopwatch(undefined);
  const clip = followed ?? (await followClip(gif, { atlas, models, stopwatch, onFrame }));
  return await listPeople(atlas, clip, gif, () => canvasesOf(compositeFrames(gif)));
}

/**
 * Lists the people of a clip whose pictures come one at a time, and are played twice.
 * @param of how many they probably are, for the progress
 * @throws UserError whatever `play` throws
 */
export async function findPeopleInFrames(
  play: () => AsyncIterable<Raster>,
  of: number,
  by: PeopleSearch,
): Promise<FoundPeople> {
  return await findPeople(play, of, by);
}

/** Lists the people of a still picture. */
export async function findPeopleInStill(target: Raster, by: PeopleSearch): Promise<FoundPeople> {
  return await findPeople(() => [target], 1, by);
}

function* canvasesOf(frames: Iterable<{ readonly canvas: Raster }>): Iterable<Raster> {
  for (const { canvas } of frames) yield canvas;
}

type Pictures = Iterable<Raster> | AsyncIterable<Raster>;

async function findPeople(
  play: () => Pictures,
  of: number,
  { models, onProgress, atlas = createFaceAtlas(models.mesh) }: PeopleSearch,
): Promise<FoundPeople> {
  const follower = createFaceFollower(atlas, models, createStopwatch(undefined));
  let size = { width: 0, height: 0 };
  let frames = 0;
  for await (const picture of play()) {
    await follower.follow(picture);
    size = { width: picture.width, height: picture.height };
    frames++;
    onProgress?.({ stage: "finding", done: frames, of: Math.max(of, frames) });
  }
  return await listPeople(atlas, follower.clip(), size, play);
}

async function listPeople(
  atlas: FaceAtlas,
  clip: FollowedClip,
  { width, height }: { readonly width: number; readonly height: number },
  play: () => Pictures,
): Promise<FoundPeople> {
  const size = { width, height };
  const linked = linkPeople(atlas, clip);
  const people = linked.map(({ tracks }, index) => {
    const faces = tracks.flatMap((track) => track.faces);
    const best = bestView(atlas.mesh, faces, size);
    const seen = faces.length / clip.frames;
    return { index, frame: best.frame, box: faceBox(best, size), seen };
  });
  const crops = await cutAll(play(), people);
  return {
    ...size,
    frames: clip.frames,
    group: groupView(linked, size),
    people: people.flatMap((person) => {
      const crop = crops.get(person.index);
      return crop === undefined ? [] : [{ ...person, crop }];
    }),
  };
}

/** The crop of every person, by number. */
async function cutAll(
  pictures: Pictures,
  people: readonly Omit<FoundPerson, "crop">[],
): Promise<Map<number, Raster>> {
  const crops = new Map<number, Raster>();
  let frame = 0;
  for await (const picture of pictures) {
    for (const person of people) {
      if (person.frame === frame) crops.set(person.index, cutFace(picture, person.box));
    }
    if (crops.size === people.length) break;
    frame++;
  }
  return crops;
}
