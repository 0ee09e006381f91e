import type { CanonicalMesh } from "../face/face-models.ts";
import type { Eye } from "./eyes.ts";
import { clamp } from "./smoothstep.ts";

/** Where in the photo's texture to read the spot (u, v) of an eye; writes (u, v) to `out`. */
export type GazeWarp = (u: number, v: number, out: Float32Array) => void;

/** Half an iris in eye widths: 11.7 mm of 30 mm across. */
const irisRadius = 0.2;
/** Places that leave some white on either side, as eye widths from the middle. */
const furthest = 0.28;

/**
 * Moves the photo's iris to where the target looks: the iris itself is moved as it is, the white between it and each
 * corner is stretched or squeezed, and the corners stay.
 * @param from and @param to where the iris stands in the photo and in the target, as `irisPlace` tells
 */
export function createGazeWarp(mesh: CanonicalMesh, eye: Eye, from: number, to: number): GazeWarp {
  const [outer, inner] = [eye.outerCorner * 2, eye.innerCorner * 2];
  const axisU = mesh.uv[inner] - mesh.uv[outer];
  const axisV = mesh.uv[inner + 1] - mesh.uv[outer + 1];
  const middleU = (mesh.uv[inner] + mesh.uv[outer]) / 2;
  const middleV = (mesh.uv[inner + 1] + mesh.uv[outer + 1]) / 2;
  const squaredWidth = axisU * axisU + axisV * axisV;
  const source = clamp(from, -furthest, furthest);
  const place = clamp(to, -furthest, furthest);
  const before = (source - irisRadius + 0.5) / (place - irisRadius + 0.5);
  const after = (0.5 - source - irisRadius) / (0.5 - place - irisRadius);

  return (u, v, out) => {
    const along = ((u - middleU) * axisU + (v - middleV) * axisV) / squaredWidth;
    let shifted = along;
    if (along > -0.5 && along < 0.5) {
      if (along < place - irisRadius) shifted = -0.5 + (along + 0.5) * before;
      else if (along > place + irisRadius) shifted = 0.5 - (0.5 - along) * after;
      else shifted = along - place + source;
    }
    out[0] = u + (shifted - along) * axisU;
    out[1] = v + (shifted - along) * axisV;
  };
}
