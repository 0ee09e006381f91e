import { InferenceSession } from "onnxruntime-node";
import { modelUnusable } from "./model-error.ts";

/**
 * Starts a converted model on one thread: its layers are so small that handing them to a second one takes longer than
 * doing them.
 * @throws AppError `MODEL_UNUSABLE`
 */
export async function createSession(model: Uint8Array): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: "sequential",
      graphOptimizationLevel: "all",
    });
  } catch (error) {
    throw modelUnusable("The runtime refuses a converted model.", error);
  }
}
