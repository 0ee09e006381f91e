import { cropSquare, type Square } from "../crop.ts";
import type { Pyramid } from "../pyramid.ts";
import type { Detection } from "./detect.ts";
import type { FaceModels, LandmarkOutput } from "./face-models.ts";
import { LANDMARKS, type Landmarks } from "./landmarks.ts";
import { refinedPoints } from "./refined-points.ts";
import { regionDistance, regionOfDetection, regionOfLandmarks } from "./region.ts";

export interface LandmarkFit {
  readonly landmarks: Landmarks;
  /** Probability that there is a face at all, 0…1. */
  readonly presence: number;
}

/** Below this the points mean nothing. */
export const MIN_PRESENCE = 0.5;

const SIDE = 192;
/** Corners and lids of each eye, whose mean depth the iris gets: the model gives it none. */
const rightEyeFrame = [33, 133, 159, 145];
const leftEyeFrame = [263, 362, 386, 374];

/** Memory for the model's input. Who looks at many frames makes it once: that takes longer than to fill it. */
export const createLandmarkInput = () => new Float32Array(3 * SIDE * SIDE);

/**
 * Finds the landmarks of the face that fills a region.
 * @param input is overwritten; nobody else may use it until the landmarks are there
 */
export async function findLandmarks(
  models: FaceModels,
  pyramid: Pyramid,
  region: Square,
  input: Float32Array = createLandmarkInput(),
): Promise<LandmarkFit> {
  cropSquare(pyramid, region, { side: SIDE, range: [0, 1], outside: "edge" }, input);
  const output = await models.landmarks(input);
  return { landmarks: toPicture(refine(output), region), presence: output.presence };
}

/**
 * The model leaves 1e-7 of doubt and mostly far less about a face that stands as it was told, and 4e-6 and more about
 * one on its head, whose forehead it takes for a chin. Above this, the other way up is tried as well.
 */
const littleDoubt = 1e-6;

/**
 * Finds the landmarks of a face that was just detected. The detector's box is rough, so that the landmarks are found
 * twice, the second time around the first ones; and it may take an upside-down face for an upright one.
 * @returns undefined when what was detected is no face
 */
export async function fitDetection(
  models: FaceModels,
  pyramid: Pyramid,
  detection: Detection,
  input: Float32Array = createLandmarkInput(),
): Promise<LandmarkFit | undefined> {
  const region = regionOfDetection(detection);
  let rough = await findLandmarks(models, pyramid, region, input);
  if (1 - rough.presence > littleDoubt) {
    const upsideDown = { ...region, angle: region.angle + Math.PI };
    const other = await findLandmarks(models, pyramid, upsideDown, input);
    if (other.presence > rough.presence) rough = other;
  }
  if (rough.presence < MIN_PRESENCE) return undefined;
  const fit = await findLandmarks(models, pyramid, regionOfLandmarks(rough.landmarks), input);
  return fit.presence < MIN_PRESENCE ? undefined : fit;
}

/** The model is exact for a face in the middle: one further off it, as a share of the region, is looked at again. */
const offCentre = 0.05;
/** A second look moves a region less than this share of what the first one did, or it slides off to another face. */
const settles = 0.5;

/**
 * Finds the landmarks of a face in the region where it was a moment ago. A head that was quick is looked at twice, the
 * second time around the first landmarks: lids and lips are read wrongly in a corner of what the model sees.
 */
export async function followLandmarks(
  models: FaceModels,
  pyramid: Pyramid,
  before: Square,
  input: Float32Array = createLandmarkInput(),
): Promise<LandmarkFit> {
  const fit = await findLandmarks(models, pyramid, before, input);
  const region = regionOfLandmarks(fit.landmarks);
  const moved = regionDistance(before, region);
  if (moved <= offCentre || fit.presence < MIN_PRESENCE) return fit;
  const again = await findLandmarks(models, pyramid, region, input);
  const settled = regionDistance(region, regionOfLandmarks(again.landmarks)) < settles * moved;
  return settled && again.presence >= MIN_PRESENCE ? again : fit;
}

/** The mesh with lips, eyes and irises from the outputs that looked closer; in pixels of the model's input. */
function refine(output: LandmarkOutput): Landmarks {
  const points = new Float32Array(LANDMARKS * 3);
  points.set(output.mesh);
  const replace = (refined: Float32Array, indexes: readonly number[]): void => {
    indexes.forEach((point, index) => {
      points[point * 3] = refined[index * 2];
      points[point * 3 + 1] = refined[index * 2 + 1];
    });
  };
  replace(output.lips, refinedPoints.lips);
  replace(output.leftEye, refinedPoints.leftEye);
  replace(output.rightEye, refinedPoints.rightEye);
  replace(output.leftIris, refinedPoints.leftIris);
  replace(output.rightIris, refinedPoints.rightIris);
  setDepth(points, refinedPoints.leftIris, meanDepth(points, rightEyeFrame));
  setDepth(points, refinedPoints.rightIris, meanDepth(points, leftEyeFrame));
  return points;
}

function meanDepth(points: Landmarks, indexes: readonly number[]): number {
  return indexes.reduce((sum, point) => sum + points[point * 3 + 2], 0) / indexes.length;
}

function setDepth(points: Landmarks, indexes: readonly number[], depth: number): void {
  for (const point of indexes) points[point * 3 + 2] = depth;
}

function toPicture(points: Landmarks, region: Square): Landmarks {
  const scale = region.size / SIDE;
  const stepX = Math.cos(region.angle) * scale;
  const stepY = Math.sin(region.angle) * scale;
  const moved = new Float32Array(points.length);
  for (let at = 0; at < points.length; at += 3) {
    const x = points[at] - SIDE / 2;
    const y = points[at + 1] - SIDE / 2;
    moved[at] = region.centreX + x * stepX - y * stepY;
    moved[at + 1] = region.centreY + x * stepY + y * stepX;
    moved[at + 2] = points[at + 2] * scale;
  }
  return moved;
}
