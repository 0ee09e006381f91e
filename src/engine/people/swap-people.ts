import type { TrackedFace } from "../face/track.ts";
import type { FrameEdit } from "../gif/frame-edit.ts";
import { union } from "../gif/rect.ts";
import { blankRaster } from "../raster.ts";
import type { Raster } from "../raster.ts";
import type { FaceAtlas } from "../swap/atlas.ts";
import type { Stopwatch } from "../swap/stopwatch.ts";
import { createSceneSwaps } from "../swap/swap-scenes.ts";
import type { Role } from "./cast-photos.ts";
import { clearBehind } from "./clear-behind.ts";
import { scenesOf } from "./scenes.ts";

/**
 * Draws all new faces of a clip.
 * @param strength 0 natural … 1 likeness
 */
export function createPeopleSwaps(
  atlas: FaceAtlas,
  roles: readonly Role[],
  stopwatch: Stopwatch,
  strength = 0,
) {
  const actors = roles.map(({ person, photo }) => ({
    faces: new Map(
      person.tracks.flatMap(({ faces }) =>
        faces.map((face): [number, TrackedFace] => [face.frame, face]),
      ),
    ),
    swaps:
      photo === undefined
        ? undefined
        : createSceneSwaps(atlas, photo, scenesOf(atlas, person), stopwatch, strength),
  }));

  return {
    /**
     * Draws from the back to the front: of two faces that overlap, the larger is nearer.
     * @returns undefined for a frame that stays as it is
     */
    draw(frame: number, picture: Raster): FrameEdit | undefined {
      const present = actors
        .flatMap(({ faces, swaps }) => {
          const face = faces.get(frame);
          return face === undefined ? [] : [{ face, swaps }];
        })
        .toSorted((a, b) => a.face.region.size - b.face.region.size);
      const edits = present.flatMap(({ face, swaps }, index) => {
        const edit = swaps?.draw(frame, picture);
        if (edit === undefined) return [];
        clearBehind(
          edit,
          face,
          present.slice(index + 1).map((other) => other.face),
        );
        return [edit];
      });
      return edits.length < 2 ? edits[0] : layered(edits);
    },
  };
}

/** All edits as one; where they overlap, the last one shows. */
function layered(edits: readonly FrameEdit[]): FrameEdit {
  const area = edits.map(areaOf).reduce(union);
  const patch = blankRaster(area.width, area.height);
  for (const edit of edits) paint(edit, patch, area.x, area.y);
  return { x: area.x, y: area.y, patch };
}

function areaOf({ x, y, patch: { width, height } }: FrameEdit) {
  return { x, y, width, height };
}

/** Puts an edit on a picture whose left upper pixel is at `left`, `top`. */
export function paint({ x, y, patch }: FrameEdit, onto: Raster, left = 0, top = 0): void {
  for (let row = 0; row < patch.height; row++) {
    for (let column = 0; column < patch.width; column++) {
      const from = (row * patch.width + column) * 4;
      if (patch.data[from + 3] === 0) continue;
      const to = ((y - top + row) * onto.width + x - left + column) * 4;
      onto.data.set(patch.data.subarray(from, from + 4), to);
    }
  }
}
