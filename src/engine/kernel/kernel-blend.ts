import { createKernel } from "./kernel.ts";
import { layOut } from "./lay-out.ts";

interface BlendTables {
  /** Cells along each side of the full grid. */
  readonly size: number;
  /** See `perPhotoLight`. */
  readonly perLight: Float32Array;
  readonly rightLids: Float32Array;
  readonly leftLids: Float32Array;
  /** See `createBlendPacker`. */
  readonly colour: number;
}

/** Maps by number of frame. */
type Maps = readonly (Float32Array | undefined)[];

/** See `ClipPlan`. */
interface BlendMaps {
  readonly alphas: Maps;
  readonly bare: Maps;
  readonly lights: Maps;
}

/** See `framesNear`. */
type NearFrames = readonly { readonly frame: number; readonly weight: number }[];

/** Frames whose maps are kept: as many as are filtered at a time. */
const KEPT = 5;
const all = [0, 1, 2, 3, 4];

/**
 * A scene's maps, evened out in time and packed as by `filterInTime` and `createBlendPacker`. The maps of five frames are
 * kept, so that each is copied once.
 * @returns undefined where there is no kernel
 */
export function createKernelBlend(tables: BlendTables) {
  const kernel = createKernel();
  if (kernel === undefined) return undefined;
  const { size, perLight, colour } = tables;
  const count = size * size;
  const lightCount = (count / 4) * 3;
  const places = layOut(kernel.begin);
  const perLightAt = places.take(count * 16);
  const rightAt = places.take(count * 4);
  const leftAt = places.take(count * 4);
  const alphaAt = places.take(count * 4);
  // The kernel reads four floats where there are three.
  const lightAt = places.take(lightCount * 4 + 4);
  const fieldAt = places.take(count * 16);
  const alphas = Array.from({ length: KEPT }, () => places.take(count * 4));
  const lights = Array.from({ length: KEPT }, () => places.take(lightCount * 4));
  const bares = Array.from({ length: KEPT }, () => places.take(count * 4));
  const mapsAt = places.take(KEPT * 8);
  const weightsAt = places.take(KEPT * 4);
  kernel.reserve(places.end() - kernel.begin);
  // Nothing reserves more, so that these views stay.
  const memory = kernel.buffer();
  new Float32Array(memory, perLightAt, count * 4).set(perLight);
  new Float32Array(memory, rightAt, count).set(tables.rightLids);
  new Float32Array(memory, leftAt, count).set(tables.leftLids);
  const mapsIn = new Uint32Array(memory, mapsAt, KEPT * 2);
  const weightsIn = new Float32Array(memory, weightsAt, KEPT);
  const field = new Int16Array(memory, fieldAt, count * 8);
  /** By slot, the frame whose maps it holds. */
  const kept: (number | undefined)[] = [];
  const keptBare: (number | undefined)[] = [];

  const load = (frame: number, alpha: Float32Array, light: Float32Array) => {
    const slot = frame % KEPT;
    if (kept[slot] === frame) return;
    new Float32Array(memory, alphas[slot], count).set(alpha);
    new Float32Array(memory, lights[slot], lightCount).set(light);
    kept[slot] = frame;
    keptBare[slot] = undefined;
  };
  const loadBare = (frame: number, bare: Float32Array | undefined) => {
    const slot = frame % KEPT;
    if (keptBare[slot] === frame) return;
    const view = new Float32Array(memory, bares[slot], count);
    if (bare === undefined) view.fill(1);
    else view.set(bare);
    keptBare[slot] = frame;
  };

  return {
    /** Takes the maps of the frames that are to be filtered. */
    load(near: NearFrames, { alphas: alphaMaps, lights: lightMaps }: BlendMaps): void {
      for (const { frame } of near) {
        const [alpha, light] = [alphaMaps[frame], lightMaps[frame]];
        if (alpha !== undefined && light !== undefined) load(frame, alpha, light);
      }
    },
    /**
     * @param frame one of those that `load` was given
     * @param right how far the eyes are closed, 0…1
     * @returns see `createBlendPacker`; the next call writes it anew
     */
    pack(frame: number, near: NearFrames, { bare }: BlendMaps, right: number, left: number) {
      const slots = all.map((k) => near[Math.min(k, near.length - 1)].frame % KEPT);
      const shares = all.map((k) => (k < near.length ? near[k].weight : 0));
      const filter = (maps: readonly number[], values: number, out: number) =>
        kernel.filterInTime(...slots.map((slot) => maps[slot]), ...shares, values, out);
      if (near.some((each) => bare[each.frame] !== undefined)) {
        for (const each of near) loadBare(each.frame, bare[each.frame]);
        mapsIn.set([...slots.map((slot) => alphas[slot]), ...slots.map((slot) => bares[slot])]);
        weightsIn.set(shares);
        const own = frame % KEPT;
        kernel.filterBare(mapsAt, weightsAt, alphas[own], bares[own], count, alphaAt);
      } else filter(alphas, count, alphaAt);
      filter(lights, lightCount, lightAt);
      kernel.packBlend(
        alphaAt,
        rightAt,
        leftAt,
        right,
        left,
        lightAt,
        perLightAt,
        size,
        colour,
        fieldAt,
      );
      return field;
    },
  };
}
