import type { Square } from "../../../src/engine/crop.ts";
import type { FaceModels } from "../../../src/engine/face/face-models.ts";
import { findLandmarks, MIN_PRESENCE } from "../../../src/engine/face/find-landmarks.ts";
import type { Landmarks } from "../../../src/engine/face/landmarks.ts";
import { measureOpenness, type Openness } from "../../../src/engine/face/openness.ts";
import { levelForDistance, type Pyramid } from "../../../src/engine/pyramid.ts";
import { sampleUv } from "../../../src/engine/swap/sample-uv.ts";
import { createUvGrid } from "../../../src/engine/swap/uv-grid.ts";
import { createUvRegions } from "../../../src/engine/swap/uv-regions.ts";
import type { DescribeFace, Descriptor } from "./descriptor.ts";
import { eyeDistance } from "./face-size.ts";

/** What a viewer could say about the face in one picture. */
export interface FaceReading {
  readonly landmarks: Landmarks;
  readonly openness: Openness;
  /** Green, 0…255, at spots of skin that are the same ones in every picture. */
  readonly skin: Float32Array;
  /** Undefined where identity was not asked for: it takes twice as long as all the rest. */
  readonly descriptor: Descriptor | undefined;
}

/** Gives undefined when the region shows no face. */
export type ReadFace = (
  picture: Pyramid,
  region: Square,
  options: { readonly identity: boolean },
) => Promise<FaceReading | undefined>;

/** Cells along each side of the unrolled face. */
const GRID = 96;
/** The unrolled face is about this many times as wide as the eyes' outer corners are apart. */
const UNROLLED_EYE_DISTANCES = 2;

/** Reads originals and results alike, always from the pixels. */
export function createFaceReader(models: FaceModels, describe: DescribeFace): ReadFace {
  const grid = createUvGrid(models.mesh, GRID);
  const { skin: isSkin } = createUvRegions(models.mesh, grid);
  const skinCells = grid.cells.filter((cell) => isSkin[cell] > 0);
  const colours = new Float32Array(GRID * GRID * 3);

  return async (picture, region, { identity }) => {
    const { landmarks, presence } = await findLandmarks(models, picture, region);
    if (presence < MIN_PRESENCE) return undefined;
    const distance = (eyeDistance(landmarks) * UNROLLED_EYE_DISTANCES) / GRID;
    sampleUv(grid, picture.level(levelForDistance(distance)), landmarks, colours);
    return {
      landmarks,
      openness: measureOpenness(landmarks),
      skin: Float32Array.from(skinCells, (cell) => colours[cell * 3 + 1]),
      descriptor: identity ? await describe(picture, landmarks) : undefined,
    };
  };
}
