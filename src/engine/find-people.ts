import { readGifBlocks } from "../media/gif-blocks.ts";
import type { FaceModels } from "./face/face-models.ts";
import { compositeFrames } from "./gif/composite.ts";
import { createBestViews } from "./people/best-view.ts";
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
  readonly atlas?: FaceAtlas;
  readonly onProgress?: ((step: SwapStep) => void) | undefined;
}

/**
 * Lists the people of a GIF.
 * @throws UserError what `readGifBlocks` throws
 */
export async function findPeopleInGif(target: Uint8Array, by: PeopleSearch): Promise<FoundPeople> {
  const gif = readGifBlocks(target);
  const search = createSearch(by);
  for (const { canvas, index } of compositeFrames(gif)) {
    await search.look(canvas);
    by.onProgress?.({ stage: "finding", done: index + 1, of: gif.frames.length });
  }
  return { width: gif.width, height: gif.height, ...search.finish() };
}

/** Lists the people of a still picture. */
export async function findPeopleInStill(target: Raster, by: PeopleSearch): Promise<FoundPeople> {
  const search = createSearch(by);
  await search.look(target);
  by.onProgress?.({ stage: "finding", done: 1, of: 1 });
  return { width: target.width, height: target.height, ...search.finish() };
}

function createSearch({ models, atlas = createFaceAtlas(models.mesh) }: PeopleSearch) {
  const follower = createFaceFollower(atlas, models, createStopwatch(undefined));
  const views = createBestViews(models.mesh);
  return {
    async look(picture: Raster): Promise<void> {
      for (const { track, face } of await follower.follow(picture)) {
        views.look(picture, track, face);
      }
    },
    finish() {
      const { frames, tracks } = follower.clip();
      const people = linkPeople(tracks).flatMap((person, index): FoundPerson[] => {
        const view = views.best(person.tracks.map(({ id }) => id));
        if (view === undefined) return [];
        const { frame, box, crop } = view;
        const count = person.tracks.reduce((sum, { faces }) => sum + faces.length, 0);
        return [{ index, frame, box, crop, seen: count / frames }];
      });
      return { frames, people };
    },
  };
}
