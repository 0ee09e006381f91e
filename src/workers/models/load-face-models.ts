import { Tensor } from "onnxruntime-node";
import type { FaceModels } from "../../engine/face/face-models.ts";
import { createSession } from "./create-session.ts";
import { ensureModels } from "./ensure-models.ts";
import { modelUnusable } from "./model-error.ts";
import { readGeometry } from "./read-geometry.ts";

const DETECTOR_SIDE = 128;
const LANDMARK_SIDE = 192;

/** Runs a model on one planar RGB picture; gives each output by name. */
type Run = (input: Float32Array) => Promise<(output: string) => Float32Array>;

/**
 * Loads the face models, converting them into `directory` first where needed. Safe in several processes at once.
 * @throws AppError `MODEL_UNUSABLE`
 */
export async function loadFaceModels(directory: string): Promise<FaceModels> {
  const files = await ensureModels(directory);
  const mesh = readGeometry(files.geometry);
  const [detector, landmarks] = await Promise.all([
    startSession(files.detector, DETECTOR_SIDE),
    startSession(files.landmarks, LANDMARK_SIDE),
  ]);
  return {
    mesh,
    async detect(input) {
      const output = await detector(input);
      return { scores: output("classificators"), boxes: output("regressors") };
    },
    async landmarks(input) {
      const output = await landmarks(input);
      return {
        mesh: output("output_mesh_identity"),
        lips: output("output_lips"),
        leftEye: output("output_left_eye"),
        rightEye: output("output_right_eye"),
        leftIris: output("output_left_iris"),
        rightIris: output("output_right_iris"),
        presence: sigmoid(output("conv_faceflag")[0]),
      };
    },
  };
}

async function startSession(model: Uint8Array, side: number): Promise<Run> {
  const session = await createSession(model);
  return async (input) => {
    const results = await session.run({ input: new Tensor("float32", input, [1, 3, side, side]) });
    return (output) => {
      const data = results[output]?.data;
      if (!(data instanceof Float32Array)) throw modelUnusable(`The face model gave no ${output}.`);
      return data;
    };
  };
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
