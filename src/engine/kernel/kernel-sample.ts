import { boundsOf } from "../face/bounds.ts";
import { MESH_POINTS } from "../face/landmarks.ts";
import type { Landmarks } from "../face/landmarks.ts";
import type { Level } from "../pyramid.ts";
import type { Rect } from "../raster.ts";
import { cheapestPart, copyPart } from "./copy-part.ts";
import { createKernel } from "./kernel.ts";

/** What is needed of a `UvGrid`. */
interface Cells {
  readonly size: number;
  readonly cells: Int32Array;
  readonly corners: Uint16Array;
  readonly weights: Float32Array;
}

/** A mesh point's place: two doubles. */
const PLACE = 16;
/** Cells lie between their corners but for rounding, and are read with their next neighbours. */
const MARGIN = 2;

/** `sampleUv` into new bytes in the kernel: the same but for the rounding of halves; undefined where there is none. */
export function createKernelSample({ size, cells, corners, weights }: Cells) {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const bytes = size * size * 3;
  const placesAt = kernel.begin;
  const cellsAt = placesAt + MESH_POINTS * PLACE;
  const weightsAt = cellsAt + cells.byteLength;
  const cornersAt = weightsAt + weights.byteLength;
  const coloursAt = cornersAt + corners.byteLength;
  // Cells are written as four bytes, and pixels lie on addresses that four divides.
  const sourceAt = Math.ceil((coloursAt + bytes + 1) / 16) * 16;
  kernel.reserve(sourceAt - kernel.begin);
  new Int32Array(kernel.buffer(), cellsAt, cells.length).set(cells);
  new Float32Array(kernel.buffer(), weightsAt, weights.length).set(weights);
  const offsets = corners.map((point) => point * PLACE);
  new Uint16Array(kernel.buffer(), cornersAt, corners.length).set(offsets);

  return (level: Level, landmarks: Landmarks): Uint8Array => {
    const part = cheapestPart(partOf(level, landmarks), level);
    kernel.reserve(sourceAt + part.width * part.height * 4 - kernel.begin);
    const memory = kernel.buffer();
    copyPart(level, part, new Uint8Array(memory, sourceAt, part.width * part.height * 4));
    const places = new Float64Array(memory, placesAt, MESH_POINTS * 2);
    const scale = 1 / level.step;
    for (let at = 0, from = 0; at < places.length; at += 2, from += 3) {
      places[at] = landmarks[from] * scale;
      places[at + 1] = landmarks[from + 1] * scale;
    }
    kernel.sampleUv(
      sourceAt,
      part.x,
      part.y,
      part.width,
      part.height,
      placesAt,
      cellsAt,
      cornersAt,
      weightsAt,
      cells.length,
      coloursAt,
    );
    return new Uint8Array(memory, coloursAt, bytes).slice();
  };
}

/** The part of a level that a face's cells are read from: at its border where the face lies beside it. */
function partOf({ width, height, step }: Level, landmarks: Landmarks): Rect {
  const face = boundsOf(landmarks);
  const x = within(Math.floor(face.x / step) - MARGIN, width);
  const y = within(Math.floor(face.y / step) - MARGIN, height);
  const right = within(Math.ceil((face.x + face.width) / step) + MARGIN, width);
  const bottom = within(Math.ceil((face.y + face.height) / step) + MARGIN, height);
  return { x, y, width: Math.max(x, right) - x + 1, height: Math.max(y, bottom) - y + 1 };
}

/** The nearest pixel there is; 0 for what is no number. */
function within(place: number, size: number): number {
  return place > 0 ? Math.min(place, size - 1) : 0;
}
