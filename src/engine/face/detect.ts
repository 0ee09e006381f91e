import { cropSquare, type Square } from "../crop.ts";
import type { Pyramid } from "../pyramid.ts";
import { anchors } from "./anchors.ts";
import type { FaceModels } from "./face-models.ts";
import { mergeDetections } from "./merge-detections.ts";
import { searchTiles } from "./search-tiles.ts";

/** A face as the detector sees it, in picture coordinates. */
export interface Detection {
  /** 0…1. */
  readonly score: number;
  readonly centreX: number;
  readonly centreY: number;
  readonly width: number;
  readonly height: number;
  /** The eyes by the subject's sides: the right one is on the left of a picture. */
  readonly rightEyeX: number;
  readonly rightEyeY: number;
  readonly leftEyeX: number;
  readonly leftEyeY: number;
}

const SIDE = 128;
const VALUES_A_BOX = 16;
const MIN_SCORE = 0.5;
/** A tile shows parts of things enlarged, and they look more like faces than they should. */
const MIN_TILE_SCORE = 0.6;
const MIN_TILE_SHARE = 0.12;
/** Below this share of the picture's longer side a face is small for the detector, and tiles may show more of them. */
const SMALL_FACE_SHARE = 0.2;
const LONG_PICTURE_ASPECT = 1.3;

/**
 * Finds the faces of a picture, best first. The picture is looked at as a whole; with `tiles` also in parts, when it
 * is long or shows no face or a small one (about 30 more model runs).
 */
export async function detectFaces(
  models: FaceModels,
  pyramid: Pyramid,
  { tiles }: { readonly tiles: boolean },
): Promise<Detection[]> {
  const { width, height } = pyramid;
  const longer = Math.max(width, height);
  /** Memory for the model's input: it takes longer to make than to fill. */
  const input = new Float32Array(3 * SIDE * SIDE);
  const look = (square: Square, minScore: number) =>
    detectInSquare(models, pyramid, square, minScore, input);
  const whole: Square = { centreX: width / 2, centreY: height / 2, size: longer, angle: 0 };
  const found = mergeDetections(await look(whole, MIN_SCORE));
  const long = longer / Math.min(width, height) > LONG_PICTURE_ASPECT;
  const small = found.some((face) => face.width < longer * SMALL_FACE_SHARE);
  if (!tiles || (found.length > 0 && !long && !small)) return found;

  const candidates = [...found];
  for (const tile of searchTiles(width, height, { finest: found.length === 0 })) {
    const inTile = await look(tile, MIN_TILE_SCORE);
    candidates.push(...inTile.filter((face) => face.width > tile.size * MIN_TILE_SHARE));
  }
  return mergeDetections(candidates);
}

async function detectInSquare(
  models: FaceModels,
  pyramid: Pyramid,
  square: Square,
  minScore: number,
  input: Float32Array,
): Promise<Detection[]> {
  cropSquare(pyramid, square, { side: SIDE, range: [-1, 1], outside: "black" }, input);
  const { scores, boxes } = await models.detect(input);
  /** Scores are logits, and nearly all are too low. */
  const least = Math.log(minScore / (1 - minScore));
  const left = square.centreX - square.size / 2;
  const top = square.centreY - square.size / 2;
  const found: Detection[] = [];
  for (let anchor = 0; anchor < scores.length; anchor += 1) {
    if (scores[anchor] < least) continue;
    const score = 1 / (1 + Math.exp(-scores[anchor]));
    const box = anchor * VALUES_A_BOX;
    // Nothing bounds what the model gives; a box without an extent is no place to look at.
    if (!(boxes[box + 2] > 0 && boxes[box + 3] > 0)) continue;
    const x = (value: number): number =>
      left + (boxes[box + value] / SIDE + anchors[anchor * 2]) * square.size;
    const y = (value: number): number =>
      top + (boxes[box + value] / SIDE + anchors[anchor * 2 + 1]) * square.size;
    found.push({
      score,
      centreX: x(0),
      centreY: y(1),
      width: (boxes[box + 2] / SIDE) * square.size,
      height: (boxes[box + 3] / SIDE) * square.size,
      rightEyeX: x(4),
      rightEyeY: y(5),
      leftEyeX: x(6),
      leftEyeY: y(7),
    });
  }
  return found;
}
