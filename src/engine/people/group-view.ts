import type { Rect } from "../raster.ts";
import { faceBox } from "./best-view.ts";
import type { Person } from "./person.ts";

/** One frame of a clip with everybody who is in it. */
export interface GroupView {
  readonly frame: number;
  /** By number: where each face is, in whole pixels. Who is not in the frame has none. */
  readonly boxes: ReadonlyMap<number, Rect>;
}

/**
 * The frame that shows most of the people, and of such frames the one that shows them largest; of equals the first.
 * @returns undefined when there is nobody
 */
export function groupView(
  people: readonly Person[],
  size: { readonly width: number; readonly height: number },
): GroupView | undefined {
  const frames = new Map<number, Map<number, Rect>>();
  for (const [index, { tracks }] of people.entries()) {
    for (const face of tracks.flatMap((track) => track.faces)) {
      const boxes = frames.get(face.frame) ?? new Map<number, Rect>();
      frames.set(face.frame, boxes.set(index, faceBox(face, size)));
    }
  }
  let best: GroupView | undefined;
  for (const [frame, boxes] of [...frames].toSorted(([one], [other]) => one - other)) {
    if (best === undefined || isFuller(boxes, best.boxes)) best = { frame, boxes };
  }
  return best;
}

/** A face must be a tenth larger to be worth another frame. */
const clearly = 1.1;

function isFuller(one: ReadonlyMap<number, Rect>, other: ReadonlyMap<number, Rect>): boolean {
  if (one.size !== other.size) return one.size > other.size;
  return areaOf(one) > areaOf(other) * clearly;
}

function areaOf(boxes: ReadonlyMap<number, Rect>): number {
  return [...boxes.values()].reduce((sum, { width, height }) => sum + width * height, 0);
}
