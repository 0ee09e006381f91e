import type { CanonicalMesh } from "../../src/engine/face/face-models.ts";
import { gifOf } from "./make-gif.ts";
import { createCutOut, together } from "./people-scene.ts";
import { landscape } from "./pictures.ts";
import { talking } from "./sample-media.ts";
import { identities } from "./synthetic-head.ts";

const tile = 120;
const moments = 8;
/** Frames in which two people change places. */
const walk = 16;

interface CrossingClip {
  readonly frames: number;
  /** The frame in which one of two people is right in front of the other. */
  readonly crossingAt: number;
  /** The first frame of the other scene, which shows everybody from the other side, by night. */
  readonly cutAt: number;
  /** Chidi stands beside the two, farther off. */
  readonly withThird: boolean;
}

/**
 * Ada, who is nearer, and Bruno change places.
 * @returns a GIF, and where everybody's middle is in a frame, by order of importance
 */
export function createCrossingClips(mesh: CanonicalMesh) {
  const [ada, bruno, chidi] = [identities.ada, identities.bruno, identities.chidi].map(
    (identity, index) => {
      const cutOut = createCutOut(mesh, identity);
      const size = { width: tile, height: tile, scale: 3.9 - 0.3 * index };
      return Array.from({ length: moments }, (_, moment) =>
        cutOut({ ...size, ...talking(moment / 16) }),
      );
    },
  );
  return ({ frames, crossingAt, cutAt, withThird }: CrossingClip) => {
    const width = (withThird ? 3 : 2) * tile;
    const day = landscape(width, tile);
    const night = { ...day, data: day.data.map((value, at) => (at % 4 === 3 ? value : value / 4)) };
    const placesIn = (frame: number) => {
      const way = Math.min(1, Math.max(0, (frame - crossingAt + walk / 2) / walk));
      const there = [way * tile, tile - way * tile, ...(withThird ? [2 * tile] : [])];
      return there.map((left) => Math.round(frame < cutAt ? left : width - tile - left));
    };
    const bytes = gifOf(
      Array.from({ length: frames }, (_, frame) => {
        const moment = frame % moments;
        const places = placesIn(frame);
        const heads = [ada[moment], bruno[moment], chidi[moment]];
        const placed = places.map((left, index) => ({ head: heads[index], left }));
        return together(frame < cutAt ? day : night, placed.toReversed());
      }),
    );
    const middles = (frame: number) => placesIn(frame).map((left) => left + tile / 2);
    return { bytes, middles };
  };
}
