import type { CanonicalMesh } from "../face/face-models.ts";
import type { Landmarks } from "../face/landmarks.ts";
import { LANDMARKS } from "../face/landmarks.ts";
import type { Raster, Rect } from "../raster.ts";
import { copyPart } from "./copy-part.ts";
import { createKernel } from "./kernel.ts";
import { blurBytes } from "./kernel-blur.ts";
import { layOut } from "./lay-out.ts";

/** What the plain skin of a face becomes; views of the kernel's memory, gone with its next drawing. */
interface ShadedSkin {
  /** RGBA over the drawing's rectangle. */
  readonly patch: Uint8Array;
  /** Indexes of the pixels that need further work. */
  readonly left: Uint32Array;
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
  readonly field: Int16Array;
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
  /** Values from one plane of `values` to the next. */
  readonly plane: number;
  /** What `softenEdges` gave. */
  readonly inside: Float32Array;
  /** @param radius whole pixels, at least 1 */
  softenEdges(radius: number): Float32Array;
  /** After `softenEdges`. */
  shadeSkin(inputs: SkinInputs): ShadedSkin;
}

/** Vectors of four pixels reach beyond the last one by three. */
const ROOM = 4;
/** Edges as soft as this are those of a face of ten thousand pixels. */
const MOST_RADIUS = 128;
/** A texel's channels, in parts of one and at most: sums and differences of two fit into sixteen bits. */
const detail = { parts: 32, most: 511 };

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
  let linesCapacity = 0;
  /** Where the textures are: a face of a size between two may be drawn with either in turn. */
  const textures = new Map<KernelTexture, number>();
  let texturesEnd = 0;

  const loadTexture = (texture: KernelTexture, from: number): number => {
    const known = textures.get(texture);
    if (known !== undefined) return known;
    const places = layOut(textures.size === 0 ? from : texturesEnd);
    // The last texel is read with the one behind it.
    const address = places.take((texture.size ** 2 + 1) * 8);
    kernel.reserve(places.end() - kernel.begin);
    packTexels(texture.data, new Int16Array(kernel.buffer(), address, texture.size ** 2 * 4));
    textures.set(texture, address);
    texturesEnd = places.end();
    return address;
  };

  return function draw(box: Rect, drawn: Landmarks, target: Landmarks): KernelDrawing {
    const { width, height } = box;
    const pixels = width * height;
    const linesBytes = blurBytes({ width, height, channels: 1 }, MOST_RADIUS);
    if (pixels > capacity || linesBytes > linesCapacity) {
      // A face that comes nearer shall not move all of this in every frame.
      capacity = Math.max(capacity, Math.ceil(pixels * 1.25));
      linesCapacity = Math.max(linesCapacity, Math.ceil(linesBytes * 1.25));
      textures.clear();
    }
    const places = layOut(pictures);
    const plane = capacity + ROOM;
    const values = places.take(plane * 16);
    const depth = places.take(plane * 4);
    const inside = places.take(plane * 4);
    const frame = places.take(plane * 4);
    const patch = places.take(plane * 4);
    const left = places.take(plane * 4);
    const parts = places.take(plane);
    const found = places.take(4 * 6 * 4);
    const lines = places.take(linesCapacity);
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
      plane * 4,
      depth,
    );

    return {
      get parts() {
        return new Uint8Array(kernel.buffer(), parts, pixels);
      },
      get values() {
        return new Float32Array(kernel.buffer(), values, plane * 4);
      },
      plane,
      get inside() {
        return new Float32Array(kernel.buffer(), inside, pixels);
      },
      softenEdges(radius) {
        const most = Math.min(MOST_RADIUS, radius);
        kernel.softEdges(parts, width, height, most, inside, lines);
        return this.inside;
      },
      shadeSkin(inputs) {
        const { texture } = inputs;
        const rest = layOut(places.end());
        const field = rest.take(inputs.field.byteLength);
        kernel.reserve(rest.end() - kernel.begin);
        const texels = loadTexture(texture, rest.end());
        const memory = kernel.buffer();
        new Int16Array(memory, field, inputs.field.length).set(inputs.field);
        copyPart(inputs.frame, box, new Uint8Array(memory, frame, pixels * 4));
        const told = kernel.shadeSkin(
          frame,
          width,
          height,
          parts,
          values,
          plane * 4,
          inside,
          texels,
          texture.size,
          field,
          inputs.fieldSize,
          inputs.opacity,
          patch,
          found,
          left,
        );
        return {
          patch: new Uint8Array(memory, patch, pixels * 4),
          left: new Uint32Array(memory, left, told >>> 1),
          changed: (told & 1) === 1,
        };
      },
    };
  };
}

/** RGB and 0 as numbers of sixteen bits. */
function packTexels(data: Float32Array, out: Int16Array): void {
  const { parts, most } = detail;
  for (let from = 0, to = 0; from < data.length; to++) {
    for (let c = 0; c < 3; c++, from++, to++) {
      const value = data[from];
      const held = value < -most ? -most : value > most ? most : value;
      // Rounded to the nearest: what is cut off is cut off a number above 0.
      out[to] = (((held + 512) * parts + 0.5) | 0) - 512 * parts;
    }
    out[to] = 0;
  }
}
