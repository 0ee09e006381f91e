import { InferenceSession, Tensor } from "onnxruntime-node";
import { cropSquare } from "../../../src/engine/crop.ts";
import type { Landmarks } from "../../../src/engine/face/landmarks.ts";
import { outlineSquare } from "../../../src/engine/face/outline-square.ts";
import type { Pyramid } from "../../../src/engine/pyramid.ts";
import { buildRecognitionNetwork, RECOGNITION_SIDE } from "./recognition-network.ts";
import { readFaceApiWeights } from "../../../src/workers/models/face-api-weights.ts";

/** 128 values; two of the same person lie less than 0.6 apart (dlib's and face-api's rule). */
export type Descriptor = Float32Array;

export type DescribeFace = (picture: Pyramid, landmarks: Landmarks) => Promise<Descriptor>;

/** Below this distance two descriptors are said to show the same person. */
export const SAME_PERSON_DISTANCE = 0.6;

/** A quarter of the outline's size is added, as in dlib's face chips. */
const MARGIN = 1.25;

/** Starts face-api's recognition network. */
export async function createFaceDescriber(): Promise<DescribeFace> {
  const model = buildRecognitionNetwork(await readFaceApiWeights("recognition"));
  const session = await InferenceSession.create(model, {
    intraOpNumThreads: 1,
    interOpNumThreads: 1,
  });
  const shape = [1, 3, RECOGNITION_SIDE, RECOGNITION_SIDE];
  return async (picture, landmarks) => {
    const input = cropSquare(picture, outlineSquare(landmarks, MARGIN), {
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
