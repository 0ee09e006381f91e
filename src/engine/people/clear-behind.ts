import type { Landmarks } from "../face/landmarks.ts";
import { topology } from "../face/topology.ts";
import type { TrackedFace } from "../face/track.ts";
import type { FrameEdit } from "../gif/frame-edit.ts";
import { rowCrossings } from "../swap/row-crossings.ts";

/** A face this much larger than another is surely nearer; of faces alike in size either may be. */
const surelyNearer = 1.1;

/**
 * Takes out of an edit what a nearer face covers: a mask tells a hand from the face behind it by its colour, which a
 * second face may share.
 * @param edit changed in place
 * @param others faces of the same frame
 */
export function clearBehind(
  edit: FrameEdit,
  face: TrackedFace,
  others: readonly TrackedFace[],
): void {
  for (const other of others) {
    if (other.region.size > face.region.size * surelyNearer) clearInside(edit, other.landmarks);
  }
}

/** Makes the pixels inside a face's outline transparent (even-odd rule, by rows). */
function clearInside({ x, y, patch }: FrameEdit, landmarks: Landmarks): void {
  const ring = topology.oval.map((point) => [landmarks[point * 3], landmarks[point * 3 + 1]]);
  for (let row = 0; row < patch.height; row++) {
    const crossings = rowCrossings(ring, y + row + 0.5);
    for (let i = 0; i + 1 < crossings.length; i += 2) {
      const from = Math.max(0, Math.ceil(crossings[i] - 0.5 - x));
      const to = Math.min(patch.width, Math.ceil(crossings[i + 1] - 0.5 - x));
      if (from < to)
        patch.data.fill(0, (row * patch.width + from) * 4, (row * patch.width + to) * 4);
    }
  }
}
