/**
 * The points of one face: 478 × (x, y, z). x and y are picture coordinates (pixel (i, j) covers i…i+1, j…j+1; points
 * may lie outside the picture). z is depth in the same unit, growing away from the camera, about 0 at the middle of
 * the head. Points 0–467 are those of `CanonicalMesh`; 468–472 are the iris of the subject's right eye (left in the
 * picture), centre first, and 473–477 that of the left eye.
 */
export type Landmarks = Float32Array;

export const LANDMARKS = 478;
/** The first points, which the canonical mesh has too. */
export const MESH_POINTS = 468;
