import { setColour, tint } from "./colour.ts";
import type { FacePoints } from "./face-shape.ts";
import { smoothstep } from "./noise.ts";
import type { Material } from "./renderer.ts";

const cavity = [0.035, 0.008, 0.008];
const enamel = [0.88, 0.84, 0.77];
const tongue = [0.42, 0.1, 0.1];

/** What an open mouth shows: the upper teeth, which stay with the skull, the tongue, and the dark behind. */
export function mouthMaterial(rest: FacePoints, face: FacePoints): Material {
  const upperEdge = face[13 * 3 + 1];
  const lowerEdge = face[14 * 3 + 1];
  const teeth = rest[13 * 3 + 1] + 0.62;
  const halfWidth = Math.abs(face[78 * 3] - face[308 * 3]) / 2;
  return ({ x, y }, finish) => {
    finish.gloss = 0.03;
    finish.tightness = 30;
    finish.softness = 0.3;
    setColour(finish, cavity);
    const across = Math.abs(x) / halfWidth;
    const bite = teeth - 0.25 * across * across;
    const gap = smoothstep(
      0.06,
      0.0,
      Math.abs(((((x / 0.44 + 0.5) % 1) + 1) % 1) - 0.5) * -0.44 + 0.22,
    );
    const tooth = smoothstep(bite + 0.05, bite - 0.05, y) * smoothstep(0.95, 0.75, across);
    const behind =
      smoothstep(lowerEdge - 0.85, lowerEdge - 0.35, y) * smoothstep(0.85, 0.5, across);
    tint(finish, tongue, behind);
    tint(finish, enamel, tooth * (1 - 0.35 * gap));
    finish.open = 0.5 + 0.5 * smoothstep(0, 0.4, y - upperEdge) * (1 - 0.4 * across);
    return true;
  };
}
