import { SAME_PERSON_DISTANCE, type Descriptor } from "./descriptor.ts";
import { eyeDistance, faceWidth } from "./face-size.ts";
import {
  correlation,
  flicker,
  jitter,
  mean,
  meanAbsoluteError,
  meanPointDistance,
  standardDeviation,
  vectorDistance,
} from "./metrics.ts";
import type { FaceReading } from "./read-face.ts";

/** One reading a frame; undefined where no face was found. */
export type FaceSeries = readonly (FaceReading | undefined)[];

/** How well an opening of the face follows the original's. */
interface OpeningFigures {
  /** Mean difference of opening to width. */
  readonly error: number;
  /** Undefined where the original hardly moves: there correlation would compare noise. */
  readonly correlation: number | undefined;
  /** The same, undefined as well where the reader's own doubt hides how the original moves. */
  readonly clearCorrelation: number | undefined;
  /** Of the original's opening and that of its mirrored reading: what a perfect result would reach. */
  readonly readTwice: number | undefined;
}

/** A figure of the original and of the result. */
interface BeforeAfter {
  readonly original: number;
  readonly result: number;
}

/** Of all pairs of a clip's frames. */
interface Spread {
  /** Mean distance of descriptors. */
  readonly distance: number;
  /** Share of pairs that are the same person by the rule for descriptors. */
  readonly samePerson: number;
}

export interface FaceFigures {
  /** Mean distance of descriptors: result to photo, result to original, original to photo. */
  readonly toPhoto: number;
  readonly toOriginal: number;
  readonly base: number;
  /** Share of frames whose result is the same person as the photo by the rule for descriptors. */
  readonly samePerson: number;
  /** How far the original's own frames are from each other; undefined when fewer than two are described. */
  readonly among: Spread | undefined;
  readonly mouth: OpeningFigures;
  readonly eyes: OpeningFigures;
  /** Mean distance of landmarks, result to original, % of the distance of the outer eye corners. */
  readonly landmarkError: number;
  /** % of the face's width. */
  readonly jitter: BeforeAfter | undefined;
  /** Grey levels. */
  readonly flicker: BeforeAfter | undefined;
  /** Mean pixels across the face at the ears. */
  readonly faceWidth: number;
  /** Frames in which the face was found in the original and in both. */
  readonly frames: number;
  readonly framesFound: number;
}

/** An opening moves when its standard deviation reaches this; a mouth that speaks has 0.05 and more. */
const MOVES = 0.02;
/**
 * It moves clearly when that is this many times the standard deviation by which two readings of the original differ.
 * With half of their variance in either reading, a perfect result is then read at 1 − 1 / (2 · 3²) = 0.944 and more,
 * and the limits of 0.92 and 0.93 judge results rather than the reader.
 */
const CLEARLY = 3;

/**
 * Compares the readings of a swapped clip with those of the original, frame by frame.
 * @param mirrored the originals read once more, in a mirror; left out, reading is taken for free of doubt
 * @throws when no frame has a face in both
 */
export function compareFaces(
  photo: Descriptor,
  originals: FaceSeries,
  results: FaceSeries,
  mirrored: FaceSeries = originals,
): FaceFigures {
  const both: { original: FaceReading; result: FaceReading }[] = [];
  const twice: { original: FaceReading; again: FaceReading }[] = [];
  originals.forEach((original, index) => {
    const result = results[index];
    const again = mirrored[index];
    if (original !== undefined && result !== undefined) both.push({ original, result });
    if (original !== undefined && again !== undefined) twice.push({ original, again });
  });
  if (both.length === 0) throw new Error("No frame shows the face before and after.");

  const described = both.flatMap(({ original, result }) =>
    original.descriptor === undefined || result.descriptor === undefined
      ? []
      : [{ original: original.descriptor, result: result.descriptor }],
  );
  const toPhoto = described.map(({ result }) => vectorDistance(result, photo));
  const opening = (of: (face: FaceReading) => number): OpeningFigures =>
    compareOpenings(
      both.map(({ original }) => of(original)),
      both.map(({ result }) => of(result)),
      twice.map(({ original, again }) => [of(original), of(again)]),
    );
  return {
    toPhoto: mean(toPhoto),
    toOriginal: mean(described.map(({ original, result }) => vectorDistance(result, original))),
    base: mean(described.map(({ original }) => vectorDistance(original, photo))),
    samePerson:
      toPhoto.filter((distance) => distance < SAME_PERSON_DISTANCE).length / toPhoto.length,
    among: spreadAmong(described.map(({ original }) => original)),
    mouth: opening(({ openness }) => openness.mouth),
    eyes: opening(({ openness }) => (openness.rightEye + openness.leftEye) / 2),
    landmarkError: mean(both.map(({ original, result }) => landmarkError(original, result))),
    jitter: beforeAfter(originals, results, (series) => {
      const share = jitter(series.map(placed));
      return share === undefined ? undefined : share * 100;
    }),
    flicker: beforeAfter(originals, results, (series) => flicker(series.map((face) => face?.skin))),
    faceWidth: mean(both.map(({ original }) => faceWidth(original.landmarks))),
    frames: originals.filter((face) => face !== undefined).length,
    framesFound: both.length,
  };
}

function spreadAmong(descriptors: readonly Descriptor[]): Spread | undefined {
  const distances = descriptors.flatMap((one, index) =>
    descriptors.slice(index + 1).map((other) => vectorDistance(one, other)),
  );
  if (distances.length === 0) return undefined;
  return {
    distance: mean(distances),
    samePerson:
      distances.filter((distance) => distance < SAME_PERSON_DISTANCE).length / distances.length,
  };
}

function compareOpenings(
  original: readonly number[],
  result: readonly number[],
  twice: readonly (readonly [first: number, again: number])[],
): OpeningFigures {
  const motion = standardDeviation(original);
  const doubt = standardDeviation(twice.map(([first, again]) => first - again));
  const follows = motion < MOVES ? undefined : correlation(original, result);
  return {
    error: meanAbsoluteError(original, result),
    correlation: follows,
    clearCorrelation: motion < CLEARLY * doubt ? undefined : follows,
    readTwice: correlation(
      twice.map(([first]) => first),
      twice.map(([, again]) => again),
    ),
  };
}

function landmarkError(original: FaceReading, result: FaceReading): number {
  const distance = meanPointDistance(original.landmarks, result.landmarks);
  return (distance / eyeDistance(original.landmarks)) * 100;
}

function placed(face: FaceReading | undefined) {
  return face && { points: face.landmarks, scale: faceWidth(face.landmarks) };
}

function beforeAfter(
  originals: FaceSeries,
  results: FaceSeries,
  measure: (series: FaceSeries) => number | undefined,
): BeforeAfter | undefined {
  const original = measure(originals);
  const result = measure(results);
  return original === undefined || result === undefined ? undefined : { original, result };
}
