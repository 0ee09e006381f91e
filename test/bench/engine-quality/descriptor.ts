import { InferenceSession, Tensor } from "onnxruntime-node";
import { cropSquare, type Square } from "../../../src/engine/crop.ts";
import type { Landmarks } from "../../../src/engine/face/landmarks.ts";
import { topology } from "../../../src/engine/face/topology.ts";
import type { Pyramid } from "../../../src/engine/pyramid.ts";
import { buildRecognitionNetwork, RECOGNITION_SIDE } from "./recognition-network.ts";
import { readRecognitionWeights } from "./recognition-weights.ts";

/** 128 values; two of the same person lie less than 0.6 apart (dlib's and face-api's rule). */
export type Descriptor = Float32Array;

export type DescribeFace = (picture: Pyramid, landmarks: Landmarks) => Promise<Descriptor>;

/** Below this distance two descriptors are said to show the same person. */
export const SAME_PERSON_DISTANCE = 0.6;

/** Jaw from temple to temple, and brows: what spans the 68 points by which face-api and dlib cut faces out. */
const jaw = topology.oval.slice(topology.oval.indexOf(356), topology.oval.indexOf(127) + 1);
const outline: readonly number[] = [...jaw, ...topology.rightBrow, ...topology.leftBrow];
/** A quarter of the outline's size is added, as in dlib's face chips. */
const MARGIN = 1.25;

/** Starts face-api's recognition network. */
export async function createFaceDescriber(): Promise<DescribeFace> {
  const model = buildRecognitionNetwork(await readRecognitionWeights());
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const shape = [1, 3, RECOGNITION_SIDE, RECOGNITION_SIDE];
  return async (picture, landmarks) => {
    const input = cropSquare(picture, faceChip(landmarks), {
      side: RECOGNITION_SIDE,
      range: [0, 255],
      outside: "black",
    });
    const { descriptor } = await session.run({ input: new Tensor("float32", input, shape) });
    if (!(descriptor.data instanceof Float32Array))
      throw new Error("A descriptor is not of floats.");
    return descriptor.data;
  };
}

/** The square that the network wants to see, level with the eyes. */
function faceChip(landmarks: Landmarks): Square {
  const [right, left] = [topology.rightEye[0] * 3, topology.leftEye[0] * 3];
  const angle = Math.atan2(
    landmarks[left + 1] - landmarks[right + 1],
    landmarks[left] - landmarks[right],
  );
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const xs = outline.map((p) => landmarks[p * 3] * cosine + landmarks[p * 3 + 1] * sine);
  const ys = outline.map((p) => landmarks[p * 3 + 1] * cosine - landmarks[p * 3] * sine);
  const [minX, maxX, minY, maxY] = [
    Math.min(...xs),
    Math.max(...xs),
    Math.min(...ys),
    Math.max(...ys),
  ];
  const levelX = (minX + maxX) / 2;
  const levelY = (minY + maxY) / 2;
  return {
    centreX: levelX * cosine - levelY * sine,
    centreY: levelX * sine + levelY * cosine,
    size: Math.max(maxX - minX, maxY - minY) * MARGIN,
    angle,
  };
}
