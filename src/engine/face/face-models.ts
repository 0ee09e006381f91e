/** MediaPipe's canonical metric face: 468 points, one boundary (the face oval), mouth and eyes closed by triangles. */
export interface CanonicalMesh {
  /** 468 × (x, y, z) in centimetres; x to the subject's left, y up, z towards the camera. */
  readonly positions: Float32Array;
  /** 468 × (u, v) in 0…1, v downwards. */
  readonly uv: Float32Array;
  /** 898 × three point indexes. */
  readonly triangles: Uint16Array;
  /** 468 weights for the rigid pose fit; most are 0. */
  readonly poseWeights: Float32Array;
}

interface DetectorOutput {
  /** 896 logits, one an anchor. */
  readonly scores: Float32Array;
  /** 896 × 16: box centre and size, then six key points, in pixels of the 128² input relative to the anchor. */
  readonly boxes: Float32Array;
}

export interface LandmarkOutput {
  /** 468 × (x, y, z) in pixels of the 192² input. */
  readonly mesh: Float32Array;
  /** 80 × (x, y). */
  readonly lips: Float32Array;
  /** 71 × (x, y) each. "Left" and "right" are the model's own names. */
  readonly leftEye: Float32Array;
  readonly rightEye: Float32Array;
  /** 5 × (x, y) each: centre first. */
  readonly leftIris: Float32Array;
  readonly rightIris: Float32Array;
  /** Probability that the crop shows a face, 0…1. */
  readonly presence: number;
}

/** The neural networks and the mesh, as the engine sees them. Who loads and runs them is the workers' business. */
export interface FaceModels {
  readonly mesh: CanonicalMesh;
  /** `input`: planar RGB, 3 × 128 × 128, −1…1. */
  detect(input: Float32Array): Promise<DetectorOutput>;
  /** `input`: planar RGB, 3 × 192 × 192, 0…1. */
  landmarks(input: Float32Array): Promise<LandmarkOutput>;
}
