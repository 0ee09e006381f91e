import type { CanonicalMesh } from "../face/face-models.ts";
import { LANDMARKS, MESH_POINTS } from "../face/landmarks.ts";
import { createKernel } from "./kernel.ts";
import { blurBytes } from "./kernel-blur.ts";
import { layOut } from "./lay-out.ts";

/** One float a cell; the kernel knows them by their order. */
const maskMaps = [
  "face",
  "skinRegion",
  "cheeks",
  "mouth",
  "skinNear",
  "belowEyes",
  "base",
  "keep",
  "hairPrior",
  "usualRed",
  "usualGreen",
  "usualBlue",
  "perDifference",
  "alpha",
  "skin",
  "hidden",
  "bare",
  "facing",
] as const;
type MaskMap = (typeof maskMaps)[number];
/** What a frame's masks are computed in, behind those that have a name. */
const workMaps = 10;

/** What the kernel is told of a face whatever the clip. */
interface MaskTables {
  readonly mesh: CanonicalMesh;
  /** See `UvGrid`. */
  readonly grid: {
    readonly size: number;
    readonly cells: Int32Array;
    readonly corners: Uint16Array;
    readonly weights: Float32Array;
  };
  /** Logarithms by byte. */
  readonly logs: Float32Array;
}

interface Spread {
  readonly median: number;
  readonly deviation: number;
}

/** What is told of a frame. */
interface MaskedFrame {
  readonly landmarks: Float32Array;
  /** RGB bytes by cell. */
  readonly colours: Uint8Array;
  readonly skin: { readonly luma: Spread; readonly redness: Spread; readonly blueness: Spread };
  /** Sum of the usual green over the cheeks, and one. */
  readonly usualCheeks: number;
}

export type KernelMask = NonNullable<ReturnType<typeof createKernelMask>>;

/**
 * `createPlainFrameMasker` in the kernel, the same but for rounding.
 * @returns undefined where there is no kernel
 */
export function createKernelMask({ mesh, grid, logs }: MaskTables) {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const { size, cells, corners, weights } = grid;
  const count = size * size;
  const places = layOut(kernel.begin);
  const maps = places.take((maskMaps.length + workMaps) * count * 4);
  const lines = places.take(blurBytes({ width: size, height: size, channels: 1 }, 2));
  const triangles = places.take(mesh.triangles.byteLength);
  const shares = places.take(MESH_POINTS * 4);
  const sums = places.take(MESH_POINTS * 4);
  const cellsAt = places.take(cells.byteLength);
  const cornersAt = places.take(corners.byteLength);
  const weightsAt = places.take(weights.byteLength);
  const logsAt = places.take(logs.byteLength);
  // The kernel reads four floats where there are three.
  const landmarksAt = places.take(LANDMARKS * 12 + 4);
  const coloursAt = places.take(count * 3);
  kernel.reserve(places.end() - kernel.begin);
  // Nothing reserves more, so that these views stay.
  const memory = kernel.buffer();
  const points = new Float32Array(memory, landmarksAt, LANDMARKS * 3);
  const bytes = new Uint8Array(memory, coloursAt, count * 3);
  const viewOf = (name: MaskMap) =>
    new Float32Array(memory, maps + maskMaps.indexOf(name) * count * 4, count);

  const trianglesOf = new Uint8Array(MESH_POINTS);
  for (const point of mesh.triangles) trianglesOf[point]++;
  new Uint16Array(memory, triangles, mesh.triangles.length).set(mesh.triangles);
  new Float32Array(memory, shares, MESH_POINTS).set(Float32Array.from(trianglesOf, (n) => 1 / n));
  new Int32Array(memory, cellsAt, cells.length).set(cells);
  new Uint16Array(memory, cornersAt, corners.length).set(corners);
  new Float32Array(memory, weightsAt, weights.length).set(weights);
  new Float32Array(memory, logsAt, logs.length).set(logs);

  return {
    /** Views of the maps: some are written by the caller, the others by `mask`. */
    viewOf,
    /** @returns whether something surely lies before the face: only then is `bare` below 1 anywhere */
    mask({ landmarks, colours, skin, usualCheeks }: MaskedFrame): boolean {
      const { luma, redness, blueness } = skin;
      points.set(landmarks);
      bytes.set(colours);
      kernel.mapFacing(
        triangles,
        mesh.triangles.length / 3,
        landmarksAt,
        shares,
        sums,
        MESH_POINTS,
        cellsAt,
        cornersAt,
        weightsAt,
        cells.length,
        maps + maskMaps.indexOf("facing") * count * 4,
      );
      const covered = kernel.maskFrame(
        maps,
        size,
        coloursAt,
        logsAt,
        lines,
        usualCheeks,
        luma.median,
        1 / luma.deviation,
        redness.median,
        1 / redness.deviation,
        blueness.median,
        1 / blueness.deviation,
      );
      return covered !== 0;
    },
  };
}
