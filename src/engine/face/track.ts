import type { Square } from "../crop.ts";
import type { Pyramid } from "../pyramid.ts";
import { detectFaces } from "./detect.ts";
import type { FaceModels } from "./face-models.ts";
import { findLandmarks, fitDetection, MIN_PRESENCE, type LandmarkFit } from "./find-landmarks.ts";
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

/** One face over time. */
export interface FaceTrack {
  readonly id: number;
  /** In order of frames; a frame in which the face was not found is missing. */
  readonly faces: readonly TrackedFace[];
}

/** Follows the faces of a clip, in a crowd the largest. Frames come one by one and are not kept. */
export interface FaceTracker {
  /** Takes the next frame. Calls must not overlap. */
  follow(frame: Pyramid): Promise<void>;
  /** The tracks so far, by time of appearance. */
  tracks(): FaceTrack[];
}

/** New faces are looked for this often; a face that is there is followed without the detector. */
const DETECT_EVERY = 10;
/** A face that was hidden for no more than this many frames goes on as the same track. */
const RESUME_WITHIN = 8;
/** Regions whose centres are nearer than this share of their size show the same face. */
const SAME_FACE_DISTANCE = 0.35;
const RESUMED_FACE_DISTANCE = 0.5;
/** A face does not change its size by more than this from one frame to the next. */
const MAX_SIZE_RATIO = 1.6;

/** Of the detected faces only the largest are looked at: with 8 ms for each, a crowd would take a second a frame. */
const MOST_FACES = 10;

interface Track extends FaceTrack {
  readonly faces: TrackedFace[];
  /** Seen in the frame before this one. */
  followed: boolean;
}

export function createFaceTracker(models: FaceModels): FaceTracker {
  const tracks: Track[] = [];
  const isCut = createCutDetector();
  let frame = -1;
  let scene = 0;

  const record = (track: Track, { landmarks, presence }: LandmarkFit): void => {
    track.faces.push({ frame, scene, landmarks, region: regionOfLandmarks(landmarks), presence });
    track.followed = true;
  };

  /** Goes on with the faces of the frame before; gives whether one was lost. */
  const followKnown = async (picture: Pyramid): Promise<boolean> => {
    let lost = false;
    for (const track of tracks.filter((candidate) => candidate.followed)) {
      const before = latest(track).region;
      const fit = await findLandmarks(models, picture, before);
      const region = regionOfLandmarks(fit.landmarks);
      const taken = seenAt(tracks, frame).some((other) => isSameFace(latest(other).region, region));
      if (
        fit.presence >= MIN_PRESENCE &&
        isSameFace(before, region, RESUMED_FACE_DISTANCE) &&
        !taken
      ) {
        record(track, fit);
      } else {
        track.followed = false;
        lost = true;
      }
    }
    return lost;
  };

  const findNew = async (picture: Pyramid, options: { tiles: boolean }): Promise<void> => {
    const detections = await detectFaces(models, picture, options);
    const largest = detections.toSorted((a, b) => b.width - a.width).slice(0, MOST_FACES);
    for (const detection of largest) {
      const present = seenAt(tracks, frame).map((track) => latest(track).region);
      if (present.some((region) => regionDistance(region, detection) < SAME_FACE_DISTANCE))
        continue;
      const fit = await fitDetection(models, picture, detection);
      if (fit === undefined) continue;
      const region = regionOfLandmarks(fit.landmarks);
      if (present.some((other) => isSameFace(other, region))) continue;
      record(resumable(tracks, frame, region) ?? begin(tracks), fit);
    }
  };

  return {
    async follow(picture) {
      frame += 1;
      const cut = isCut(picture);
      if (cut) {
        scene += 1;
        for (const track of tracks) track.followed = false;
      }
      const lost = await followKnown(picture);
      const due = cut || lost || frame % DETECT_EVERY === 0;
      if (due || seenAt(tracks, frame).length === 0) await findNew(picture, { tiles: due });
    },
    tracks: () => tracks.map(({ id, faces }) => ({ id, faces: [...faces] })),
  };
}

function begin(tracks: Track[]): Track {
  const track: Track = { id: tracks.length, faces: [], followed: true };
  tracks.push(track);
  return track;
}

/** The track that was lost nearest to a region and not too long ago. */
function resumable(tracks: readonly Track[], frame: number, region: Square): Track | undefined {
  return tracks
    .filter((track) => !track.followed && frame - latest(track).frame <= RESUME_WITHIN)
    .filter((track) => isSameFace(latest(track).region, region, RESUMED_FACE_DISTANCE))
    .toSorted(
      (a, b) => regionDistance(latest(a).region, region) - regionDistance(latest(b).region, region),
    )[0];
}

function seenAt(tracks: readonly Track[], frame: number): Track[] {
  return tracks.filter((track) => latest(track).frame === frame);
}

/** A track has a face from its beginning on. */
function latest(track: Track): TrackedFace {
  return track.faces[track.faces.length - 1];
}

function isSameFace(a: Square, b: Square, distance: number = SAME_FACE_DISTANCE): boolean {
  const ratio = a.size / b.size;
  return regionDistance(a, b) < distance && ratio < MAX_SIZE_RATIO && ratio > 1 / MAX_SIZE_RATIO;
}
