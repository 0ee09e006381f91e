import protobuf from "protobufjs/light.js";
import * as z from "zod";
import type { CanonicalMesh } from "../../engine/face/face-models.ts";
import { modelUnusable } from "./model-error.ts";

const POINTS = 468;
const TRIANGLES = 898;
/** x, y, z, u, v. */
const FLOATS_A_VERTEX = 5;

/** The fields that we read of mediapipe/tasks/cc/vision/face_geometry/proto, under their own numbers. */
const geometry = protobuf.Root.fromJSON({
  nested: {
    GeometryPipelineMetadata: {
      fields: {
        canonicalMesh: { type: "Mesh3d", id: 1 },
        poseBasis: { rule: "repeated", type: "WeightedLandmark", id: 2 },
      },
    },
    Mesh3d: {
      fields: {
        vertexBuffer: { rule: "repeated", type: "float", id: 3 },
        indexBuffer: { rule: "repeated", type: "uint32", id: 4 },
      },
    },
    WeightedLandmark: {
      fields: { landmark: { type: "uint32", id: 1 }, weight: { type: "float", id: 2 } },
    },
  },
}).lookupType("GeometryPipelineMetadata");

const pointIndex = z
  .number()
  .int()
  .nonnegative()
  .max(POINTS - 1);
const content = z.object({
  canonicalMesh: z.object({
    vertexBuffer: z.array(z.number()).length(POINTS * FLOATS_A_VERTEX),
    indexBuffer: z.array(pointIndex).length(TRIANGLES * 3),
  }),
  poseBasis: z.array(z.object({ landmark: pointIndex, weight: z.number().positive() })).min(3),
});

/**
 * Reads `geometry_pipeline_metadata_landmarks.binarypb`.
 * @throws AppError `MODEL_UNUSABLE` when it is not the mesh we know
 */
export function readGeometry(bytes: Uint8Array): CanonicalMesh {
  const { canonicalMesh, poseBasis } = parse(bytes);
  const positions = new Float32Array(POINTS * 3);
  const uv = new Float32Array(POINTS * 2);
  for (let point = 0; point < POINTS; point += 1) {
    const vertex = canonicalMesh.vertexBuffer.slice(
      point * FLOATS_A_VERTEX,
      (point + 1) * FLOATS_A_VERTEX,
    );
    positions.set(vertex.slice(0, 3), point * 3);
    uv.set(vertex.slice(3), point * 2);
  }
  const poseWeights = new Float32Array(POINTS);
  for (const { landmark, weight } of poseBasis) poseWeights[landmark] = weight;
  return { positions, uv, triangles: Uint16Array.from(canonicalMesh.indexBuffer), poseWeights };
}

function parse(bytes: Uint8Array): z.infer<typeof content> {
  try {
    return content.parse(geometry.toObject(geometry.decode(bytes), { defaults: true }));
  } catch (error) {
    throw modelUnusable("The face mesh of the model package is unreadable.", error);
  }
}
