import type { CanonicalMesh } from "../face/face-models.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { LANDMARKS } from "../face/landmarks.ts";
import type { Raster, Rect } from "../raster.ts";
import { createKernel } from "./kernel.ts";
import { layOut } from "./lay-out.ts";

/** What the plain skin of a face becomes; views of the kernel's memory, gone with its next drawing. */
interface ShadedSkin {
  /** RGBA over the drawing's rectangle. */
  readonly patch: Uint8Array;
  /** 1 for each pixel that needs no further work. */
  readonly done: Uint8Array;
  readonly changed: boolean;
}

/** A texture of RGB floats, side by side and row by row. */
interface KernelTexture {
  readonly size: number;
  readonly data: Float32Array;
}

interface SkinInputs {
  readonly frame: Raster;
  readonly texture: KernelTexture;
  /** See `createBlendPacker`. */
  readonly field: Float32Array;
  readonly fieldSize: number;
  readonly opacity: number;
}

/**
 * A mesh drawn in the kernel's memory, where its edges are softened and its skin is shaded without leaving it. Arrays
 * that were taken from it before a call are of no use after it: the memory may have moved.
 */
export interface KernelDrawing {
  readonly parts: Uint8Array;
  readonly values: Float32Array;
  /** What `softenEdges` gave. */
  readonly inside: Float32Array;
  /** @param radius whole pixels, at least 1 */
  softenEdges(radius: number): Float32Array;
  /** After `softenEdges`. */
  shadeSkin(inputs: SkinInputs): ShadedSkin;
}

/**
 * The inner loops of drawing a face, in the kernel. Each drawing replaces the one before.
 * @param triangleParts one of `part` for each triangle
 * @returns undefined where there is no kernel
 */
export function createKernelCanvas(mesh: CanonicalMesh, triangleParts: Uint8Array) {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const fixed = layOut(kernel.begin);
  const triangles = fixed.take(mesh.triangles.byteLength);
  const kinds = fixed.take(triangleParts.length);
  const uv = fixed.take(mesh.uv.byteLength);
  const drawnPoints = fixed.take(LANDMARKS * 12);
  const targetPoints = fixed.take(LANDMARKS * 12);
  const pictures = fixed.end();
  kernel.reserve(pictures - kernel.begin);
  new Uint16Array(kernel.buffer(), triangles, mesh.triangles.length).set(mesh.triangles);
  new Uint8Array(kernel.buffer(), kinds, triangleParts.length).set(triangleParts);
  new Float32Array(kernel.buffer(), uv, mesh.uv.length).set(mesh.uv);

  /** Of the picture arrays; what is behind them, field and texture, moves when they grow. */
  let capacity = 0;
  let loaded: KernelTexture | undefined;

  return function draw(box: Rect, drawn: Landmarks, target: Landmarks): KernelDrawing {
    const { width, height } = box;
    const pixels = width * height;
    if (pixels > capacity) {
      capacity = pixels;
      loaded = undefined;
    }
    const places = layOut(pictures);
    const values = places.take(capacity * 16);
    const depth = places.take(capacity * 4);
    const inside = places.take(capacity * 4);
    const scratch = places.take(capacity * 4);
    const frame = places.take(capacity * 4);
    const patch = places.take(capacity * 4);
    const parts = places.take(capacity);
    const done = places.take(capacity);
    const sums = places.take(capacity * 4);
    kernel.reserve(places.end() - kernel.begin);
    new Float32Array(kernel.buffer(), drawnPoints, drawn.length).set(drawn);
    new Float32Array(kernel.buffer(), targetPoints, target.length).set(target);
    kernel.rasterise(
      triangles,
      kinds,
      triangleParts.length,
      uv,
      drawnPoints,
      targetPoints,
      box.x,
      box.y,
      width,
      height,
      parts,
      values,
      depth,
    );

    return {
      get parts() {
        return new Uint8Array(kernel.buffer(), parts, pixels);
      },
      get values() {
        return new Float32Array(kernel.buffer(), values, pixels * 4);
      },
      get inside() {
        return new Float32Array(kernel.buffer(), inside, pixels);
      },
      softenEdges(radius) {
        kernel.softEdges(parts, width, height, radius, inside, scratch, sums);
        return this.inside;
      },
      shadeSkin(inputs) {
        const { texture } = inputs;
        const rest = layOut(places.end());
        const field = rest.take(inputs.field.byteLength);
        // The kernel reads four floats where there are three.
        const texels = rest.take(texture.data.byteLength + 4);
        kernel.reserve(rest.end() - kernel.begin);
        const memory = kernel.buffer();
        new Float32Array(memory, field, inputs.field.length).set(inputs.field);
        if (texture !== loaded)
          new Float32Array(memory, texels, texture.data.length).set(texture.data);
        loaded = texture;
        copyPart(inputs.frame, box, new Uint8Array(memory, frame, pixels * 4));
        const changed = kernel.shadeSkin(
          frame,
          width,
          height,
          parts,
          values,
          inside,
          texels,
          texture.size,
          field,
          inputs.fieldSize,
          inputs.opacity,
          patch,
          done,
        );
        return {
          patch: new Uint8Array(memory, patch, pixels * 4),
          done: new Uint8Array(memory, done, pixels),
          changed: changed !== 0,
        };
      },
    };
  };
}

function copyPart(frame: Raster, { x, y, width, height }: Rect, out: Uint8Array): void {
  for (let row = 0; row < height; row++) {
    const from = ((y + row) * frame.width + x) * 4;
    out.set(frame.data.subarray(from, from + width * 4), row * width * 4);
  }
}
