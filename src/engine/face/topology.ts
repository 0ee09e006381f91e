import type { CanonicalMesh } from "./face-models.ts";
import { LANDMARKS, MESH_POINTS } from "./landmarks.ts";

/**
 * Points of the mesh by feature. Loops run clockwise in a picture of a frontal face; "right" and "left" are the
 * subject's, so that right is on the left of the picture.
 */
export const topology = {
  /** The mesh's only border, from the middle of the forehead. */
  oval: [
    10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377, 152,
    148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109,
  ],
  /** The line where the lips meet the mouth's opening, from the right corner. */
  innerLips: [
    78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308, 324, 318, 402, 317, 14, 87, 178, 88, 95,
  ],
  /** Where the lips end and skin begins, from the right corner. */
  outerLips: [
    61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146,
  ],
  /** The lids' edges, from the outer corner of the eye over the upper lid. */
  rightEye: [33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7],
  /** As `rightEye`, mirrored: from the outer corner over the upper lid, which is anticlockwise. */
  leftEye: [263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249],
  /** Upper edge from the temple to the nose, then the lower edge back. */
  rightBrow: [70, 63, 105, 66, 107, 55, 65, 52, 53, 46],
  leftBrow: [300, 293, 334, 296, 336, 285, 295, 282, 283, 276],
  /** Bridge, tip and wings; in no order. */
  nose: [
    1, 2, 3, 4, 5, 6, 19, 20, 44, 45, 48, 49, 51, 59, 60, 64, 75, 79, 94, 97, 98, 99, 102, 114, 115,
    122, 125, 129, 131, 134, 141, 166, 168, 174, 188, 193, 195, 196, 197, 198, 203, 209, 217, 218,
    219, 220, 235, 236, 237, 238, 239, 240, 241, 242, 245, 248, 250, 274, 275, 278, 279, 281, 289,
    290, 294, 305, 309, 326, 327, 328, 331, 343, 344, 351, 354, 358, 360, 363, 370, 392, 399, 412,
    417, 419, 420, 423, 429, 437, 438, 439, 440, 455, 456, 457, 458, 459, 460, 461, 462, 465,
  ],
  /** Centre, then four points on the rim. */
  rightIris: [468, 469, 470, 471, 472],
  leftIris: [473, 474, 475, 476, 477],
} as const;

/** For each of the 478 landmarks, the one at its place in a mirror. Points on the middle line are their own. */
export function mirrorTable(mesh: CanonicalMesh): Uint16Array {
  const table = new Uint16Array(LANDMARKS);
  for (let point = 0; point < MESH_POINTS; point += 1) table[point] = mirroredPoint(mesh, point);
  topology.rightIris.forEach((right, index) => {
    // The rim's points are numbered from the picture's right in both irises: 1 and 3 change places.
    const left = topology.leftIris[index === 1 ? 3 : index === 3 ? 1 : index];
    table[right] = left;
    table[left] = right;
  });
  return table;
}

function mirroredPoint({ positions }: CanonicalMesh, point: number): number {
  let nearest = point;
  let smallest = Infinity;
  for (let other = 0; other < MESH_POINTS; other += 1) {
    const distance = Math.hypot(
      positions[point * 3] + positions[other * 3],
      positions[point * 3 + 1] - positions[other * 3 + 1],
      positions[point * 3 + 2] - positions[other * 3 + 2],
    );
    if (distance < smallest) [nearest, smallest] = [other, distance];
  }
  return nearest;
}
