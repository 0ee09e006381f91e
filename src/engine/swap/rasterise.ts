import type { CanonicalMesh } from "../face/face-models.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { MESH_POINTS } from "../face/landmarks.ts";
import { topology } from "../face/topology.ts";
import { createKernelCanvas } from "../kernel/kernel-canvas.ts";
import type { KernelDrawing } from "../kernel/kernel-canvas.ts";

/** What a pixel of the drawn mesh belongs to. */
export const part = { none: 0, skin: 1, mouth: 2, rightEye: 3, leftEye: 4 } as const;

/** The drawn mesh, pixel by pixel, over the rectangle of the frame that it covers. */
export interface MeshRaster {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** One of `part` for each pixel. */
  readonly parts: Uint8Array;
  /**
   * Four planes, `plane` values apart, with a value for each pixel of the mesh: u, v, and where in the frame the target's
   * own face has that spot, x and y.
   */
  readonly values: Float32Array;
  readonly plane: number;
  /** The same drawing in the kernel, where there is one. */
  readonly kernel?: KernelDrawing;
}

/** Pixels around the mesh, so that its soft edge has room. */
const border = 2;

/**
 * Draws a mesh; the arrays of a result are reused by the next call.
 * @param drawn the mesh to draw, and `target` the face it lies over: points in frame coordinates
 * @returns undefined when the mesh lies outside the frame
 */
export type Rasterise = (
  drawn: Landmarks,
  target: Landmarks,
  frame: { readonly width: number; readonly height: number },
) => MeshRaster | undefined;

export function createRasteriser(mesh: CanonicalMesh): Rasterise {
  const draw = createKernelCanvas(mesh, partsOfTriangles(mesh));
  if (draw === undefined) return createPlainRasteriser(mesh);
  return (drawn, target, frame) => {
    const box = boundsOf(drawn, frame);
    if (box === undefined) return undefined;
    const kernel = draw(box, drawn, target);
    const { parts, values, plane } = kernel;
    return { ...box, parts, values, plane, kernel };
  };
}

/** The kernel's twin, for machines that cannot run it. */
export function createPlainRasteriser(mesh: CanonicalMesh): Rasterise {
  const triangleParts = partsOfTriangles(mesh);
  let parts = new Uint8Array(0);
  let values = new Float32Array(0);
  let depth = new Float32Array(0);

  return function rasterise(drawn, target, frame) {
    const box = boundsOf(drawn, frame);
    if (box === undefined) return undefined;
    const pixels = box.width * box.height;
    if (parts.length < pixels) {
      parts = new Uint8Array(pixels);
      values = new Float32Array(pixels * 4);
      depth = new Float32Array(pixels);
    }
    const plane = parts.length;
    parts.fill(part.none, 0, pixels);
    depth.fill(Infinity, 0, pixels);

    for (let t = 0; t < triangleParts.length; t++) {
      const a = mesh.triangles[t * 3];
      const b = mesh.triangles[t * 3 + 1];
      const c = mesh.triangles[t * 3 + 2];
      const ax = drawn[a * 3] - box.x;
      const ay = drawn[a * 3 + 1] - box.y;
      const bx = drawn[b * 3] - box.x;
      const by = drawn[b * 3 + 1] - box.y;
      const cx = drawn[c * 3] - box.x;
      const cy = drawn[c * 3 + 1] - box.y;
      const area = (by - cy) * (ax - cx) + (cx - bx) * (ay - cy);
      // Turned away from the camera, or seen edge-on.
      if (area > -1e-6) continue;
      const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
      const right = Math.min(box.width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
      const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
      const bottom = Math.min(box.height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
      if (left > right || top > bottom) continue;

      const stepA = (by - cy) / area;
      const stepB = (cy - ay) / area;
      const u = mesh.uv[c * 2];
      const v = mesh.uv[c * 2 + 1];
      const tx = target[c * 3];
      const ty = target[c * 3 + 1];
      const z = drawn[c * 3 + 2];
      const ua = mesh.uv[a * 2] - u;
      const ub = mesh.uv[b * 2] - u;
      const va = mesh.uv[a * 2 + 1] - v;
      const vb = mesh.uv[b * 2 + 1] - v;
      const txa = target[a * 3] - tx;
      const txb = target[b * 3] - tx;
      const tya = target[a * 3 + 1] - ty;
      const tyb = target[b * 3 + 1] - ty;
      const za = drawn[a * 3 + 2] - z;
      const zb = drawn[b * 3 + 2] - z;
      for (let y = top; y <= bottom; y++) {
        const dx = left + 0.5 - cx;
        const dy = y + 0.5 - cy;
        let wa = ((by - cy) * dx + (cx - bx) * dy) / area;
        let wb = ((cy - ay) * dx + (ax - cx) * dy) / area;
        let i = y * box.width + left;
        for (let x = left; x <= right; x++, i++, wa += stepA, wb += stepB) {
          if (wa < -1e-5 || wb < -1e-5 || wa + wb > 1.00001) continue;
          const distance = z + wa * za + wb * zb;
          if (distance >= depth[i]) continue;
          depth[i] = distance;
          parts[i] = triangleParts[t];
          values[i] = u + wa * ua + wb * ub;
          values[plane + i] = v + wa * va + wb * vb;
          values[plane * 2 + i] = tx + wa * txa + wb * txb;
          values[plane * 3 + i] = ty + wa * tya + wb * tyb;
        }
      }
    }
    // Not the whole arrays: beyond its end there may be a larger drawing from before.
    return { ...box, parts: parts.subarray(0, pixels), values, plane };
  };
}

function boundsOf(points: Landmarks, frame: { readonly width: number; readonly height: number }) {
  let left = Infinity;
  let right = -Infinity;
  let top = Infinity;
  let bottom = -Infinity;
  for (let i = 0; i < MESH_POINTS * 3; i += 3) {
    left = Math.min(left, points[i]);
    right = Math.max(right, points[i]);
    top = Math.min(top, points[i + 1]);
    bottom = Math.max(bottom, points[i + 1]);
  }
  const x = Math.max(0, Math.floor(left) - border);
  const y = Math.max(0, Math.floor(top) - border);
  const width = Math.min(frame.width, Math.ceil(right) + border) - x;
  const height = Math.min(frame.height, Math.ceil(bottom) + border) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : undefined;
}

const partsByMesh = new WeakMap<CanonicalMesh, Uint8Array>();

/** Triangles that close the mouth and the eyes have all three corners on the ring around the opening. */
function partsOfTriangles(mesh: CanonicalMesh): Uint8Array {
  const known = partsByMesh.get(mesh);
  if (known !== undefined) return known;
  const { triangles } = mesh;
  const rings: readonly (readonly [number, ReadonlySet<number>])[] = [
    [part.mouth, new Set(topology.innerLips)],
    [part.rightEye, new Set(topology.rightEye)],
    [part.leftEye, new Set(topology.leftEye)],
  ];
  const made = Uint8Array.from({ length: triangles.length / 3 }, (_, t) => {
    const corners = triangles.subarray(t * 3, t * 3 + 3);
    const hole = rings.find(([, ring]) => corners.every((point) => ring.has(point)));
    return hole === undefined ? part.skin : hole[0];
  });
  partsByMesh.set(mesh, made);
  return made;
}
