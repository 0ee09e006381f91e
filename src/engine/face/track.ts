import type { Square } from "../crop.ts";
import type { Pyramid } from "../pyramid.ts";
import { detectFaces } from "./detect.ts";
import type { FaceModels } from "./face-models.ts";
import {
  createLandmarkInput,
  fitDetection,
  followLandmarks,
  MIN_PRESENCE,
  type LandmarkFit,
} from "./find-landmarks.ts";
import type { Landmarks } from "./landmarks.ts";
import { regionDistance, regionOfLandmarks } from "./region.ts";
import { createCutDetector } from "./scene-cut.ts";

/** A face in one frame. */
export interface TrackedFace {
  /** Counted from 0 in the order in which frames came. */
  readonly frame: number;
  /** Goes up by one at every cut. */
  readonly scene: number;
  readonly landmarks: Landmarks;
  /** The turned square around the face, half as large again as the face. */
  readonly region: Square;
  readonly presence: number;
}

/**
 * One face for as long as there is no doubt whose it is: frames of one scene that follow each other, with no other face
 * coming so near that the two might have changed places.
 */
export interface FaceTrack {
  readonly id: number;
  /** In order of frames; at least one. */
  readonly faces: readonly TrackedFace[];
}

/** Follows the faces of a clip, in a crowd the largest. Frames come one by one and are not kept. */
export interface FaceTracker {
  /** Takes the next frame. Calls must not overlap. */
  follow(frame: Pyramid): Promise<void>;
  /** The faces of the frame that came last. */
  current(): TrackedFace[];
  /** The scene of the frame that came last. */
  scene(): number;
  /** The tracks so far, by time of appearance. */
  tracks(): FaceTrack[];
}

/** New faces are looked for this often; a face that is there is followed without the detector. */
const DETECT_EVERY = 10;
/** Somebody who was lost mostly comes back soon: for so many frames they are looked for more often. */
const EXPECTED_FOR = 20;
const EXPECT_EVERY = 3;
/** Regions whose centres are nearer than this share of their size show the same face. */
const SAME_FACE_DISTANCE = 0.35;
/** A followed face does not move further than this from one frame to the next. */
const MAX_STEP = 0.5;
/** Nor does it change its size by more than this. */
const MAX_SIZE_RATIO = 1.6;
/** A face is two thirds of its region: at this distance two faces cover a part of each other, … */
const MEETING_DISTANCE = 0.5;
/** … and at this one they have surely parted. */
const PARTING_DISTANCE = 0.6;

/** Of the detected faces only the largest are looked at: with 8 ms for each, a crowd would take a second a frame. */
const MOST_FACES = 10;

interface Track extends FaceTrack {
  readonly faces: TrackedFace[];
}

/** Two tracks whose faces are so near that one might be taken for the other. */
type Meeting = readonly [Track, Track];

export function createFaceTracker(models: FaceModels): FaceTracker {
  const tracks: Track[] = [];
  const input = createLandmarkInput();
  const isCut = createCutDetector();
  let frame = -1;
  let scene = 0;
  let lostAt = -Infinity;
  /** The tracks with a face in the frame that was looked at last. */
  let current: Track[] = [];
  let meetings: Meeting[] = [];

  const begin = (): Track => {
    const track: Track = { id: tracks.length, faces: [] };
    tracks.push(track);
    return track;
  };

  const record = (track: Track, { landmarks, presence }: LandmarkFit): Track => {
    track.faces.push({ frame, scene, landmarks, region: regionOfLandmarks(landmarks), presence });
    return track;
  };

  /** The faces of the frame before in this one; of two that end up on one face, the one that moved less has it. */
  const followKnown = async (picture: Pyramid): Promise<Step[]> => {
    const steps: Step[] = [];
    for (const track of current) {
      const before = latest(track).region;
      const fit = await followLandmarks(models, picture, before, input);
      const region = regionOfLandmarks(fit.landmarks);
      if (fit.presence < MIN_PRESENCE || !isSameFace(before, region, MAX_STEP)) continue;
      steps.push({ track, fit, region, moved: regionDistance(before, region) });
    }
    const kept: Step[] = [];
    for (const step of steps.toSorted((a, b) => a.moved - b.moved)) {
      if (!kept.some(({ region }) => isSameFace(region, step.region))) kept.push(step);
    }
    return kept.toSorted((a, b) => a.track.id - b.track.id);
  };

  /** Where two faces meet or part, or one is lost beside the other, who is who must be seen anew: all tracks end there. */
  const continueTracks = (steps: readonly Step[]): void => {
    const followed = new Set(steps.map(({ track }) => track));
    const unsure = new Set<Track>();
    for (const [a, b] of meetings) {
      if (!followed.has(b)) unsure.add(a);
      if (!followed.has(a)) unsure.add(b);
    }
    const near: Meeting[] = [];
    for (const [a, b] of pairsOf(steps)) {
      const met = meetings.some(([c, d]) => a.track === c && b.track === d);
      const meets = isNear(a.region, b.region, met ? PARTING_DISTANCE : MEETING_DISTANCE);
      if (meets) near.push([a.track, b.track]);
      if (meets !== met) unsure.add(a.track).add(b.track);
    }
    const heirs = new Map(steps.map(({ track }) => [track, unsure.has(track) ? begin() : track]));
    const heirOf = (track: Track) => heirs.get(track) ?? track;
    current = steps.map(({ track, fit }) => record(heirOf(track), fit));
    meetings = near.map(([a, b]) => [heirOf(a), heirOf(b)]);
  };

  const findNew = async (picture: Pyramid, options: { tiles: boolean }): Promise<void> => {
    const detections = await detectFaces(models, picture, options);
    const largest = detections.toSorted((a, b) => b.width - a.width).slice(0, MOST_FACES);
    for (const detection of largest) {
      const present = current.map((track) => latest(track).region);
      if (present.some((region) => regionDistance(region, detection) < SAME_FACE_DISTANCE))
        continue;
      const fit = await fitDetection(models, picture, detection, input);
      if (fit === undefined) continue;
      const region = regionOfLandmarks(fit.landmarks);
      if (present.some((other) => isSameFace(other, region))) continue;
      const found = record(begin(), fit);
      for (const other of current) {
        if (isNear(latest(other).region, region, MEETING_DISTANCE)) meetings.push([other, found]);
      }
      current.push(found);
    }
  };

  return {
    async follow(picture) {
      frame += 1;
      const cut = isCut(picture);
      if (cut) {
        scene += 1;
        current = [];
        meetings = [];
      }
      const before = current.length;
      continueTracks(await followKnown(picture));
      const lost = current.length < before;
      if (lost) lostAt = frame;
      const due = cut || lost || frame % DETECT_EVERY === 0;
      const since = frame - lostAt;
      const expected = since <= EXPECTED_FOR && since % EXPECT_EVERY === 0;
      if (due || expected || current.length === 0) await findNew(picture, { tiles: due });
    },
    current: () => current.map(latest),
    scene: () => scene,
    tracks: () => tracks.map(({ id, faces }) => ({ id, faces: [...faces] })),
  };
}

/** A track's face in the next frame. */
interface Step {
  readonly track: Track;
  readonly fit: LandmarkFit;
  readonly region: Square;
  readonly moved: number;
}

function pairsOf<Item>(items: readonly Item[]): (readonly [Item, Item])[] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b) => [a, b] as const));
}

/** A track has a face from its beginning on. */
function latest(track: Track): TrackedFace {
  return track.faces[track.faces.length - 1];
}

function isSameFace(a: Square, b: Square, distance: number = SAME_FACE_DISTANCE): boolean {
  const ratio = a.size / b.size;
  return regionDistance(a, b) < distance && ratio < MAX_SIZE_RATIO && ratio > 1 / MAX_SIZE_RATIO;
}

/** Nearer than this share of their mean size. */
function isNear(a: Square, b: Square, distance: number): boolean {
  const size = (a.size + b.size) / 2;
  return Math.hypot(a.centreX - b.centreX, a.centreY - b.centreY) < distance * size;
}
