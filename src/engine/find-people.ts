import { readGifBlocks } from "../media/gif-blocks.ts";
import type { FaceModels } from "./face/face-models.ts";
import { compositeFrames } from "./gif/composite.ts";
import { bestView, cutFace, faceBox } from "./people/best-view.ts";
import { createFaceFollower } from "./people/follow-faces.ts";
import { linkPeople } from "./people/link-people.ts";
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
}

export interface PeopleSearch {
  readonly models: FaceModels;
  /** That of `models.mesh`; left out, it is made. */
  readonly atlas?: FaceAtlas;
  readonly onProgress?: ((step: SwapStep) => void) | undefined;
}

/**
 * Lists the people of a GIF. Its frames are played twice, the second time up to the last one that shows somebody best.
 * @throws UserError what `readGifBlocks` throws
 */
export async function findPeopleInGif(target: Uint8Array, by: PeopleSearch): Promise<FoundPeople> {
  const gif = readGifBlocks(target);
  return await findPeople(
    () => canvasesOf(compositeFrames(gif)),
    { width: gif.width, height: gif.height, frames: gif.frames.length },
    by,
  );
}

/** Lists the people of a still picture. */
export async function findPeopleInStill(target: Raster, by: PeopleSearch): Promise<FoundPeople> {
  const { width, height } = target;
  return await findPeople(() => [target], { width, height, frames: 1 }, by);
}

function* canvasesOf(frames: Iterable<{ readonly canvas: Raster }>): Iterable<Raster> {
  for (const { canvas } of frames) yield canvas;
}

async function findPeople(
  play: () => Iterable<Raster>,
  facts: Omit<FoundPeople, "people">,
  { models, onProgress, atlas = createFaceAtlas(models.mesh) }: PeopleSearch,
): Promise<FoundPeople> {
  const follower = createFaceFollower(atlas, models, createStopwatch(undefined));
  let done = 0;
  for (const picture of play()) {
    await follower.follow(picture);
    done++;
    onProgress?.({ stage: "finding", done, of: facts.frames });
  }
  const people = linkPeople(atlas, follower.clip()).map(({ tracks }, index) => {
    const faces = tracks.flatMap((track) => track.faces);
    const best = bestView(models.mesh, faces, facts);
    const seen = faces.length / facts.frames;
    return { index, frame: best.frame, box: faceBox(best, facts), seen };
  });
  const crops = cutAll(play(), people);
  return {
    ...facts,
    people: people.flatMap((person) => {
      const crop = crops.get(person.index);
      return crop === undefined ? [] : [{ ...person, crop }];
    }),
  };
}

/** The crop of every person, by number. */
function cutAll(
  pictures: Iterable<Raster>,
  people: readonly Omit<FoundPerson, "crop">[],
): Map<number, Raster> {
  const crops = new Map<number, Raster>();
  let frame = 0;
  for (const picture of pictures) {
    for (const person of people) {
      if (person.frame === frame) crops.set(person.index, cutFace(picture, person.box));
    }
    if (crops.size === people.length) break;
    frame++;
  }
  return crops;
}
