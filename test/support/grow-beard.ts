import type { Raster } from "../../src/engine/raster.ts";
import { smoothstep } from "./head/noise.ts";
import type { HeadPicture, Identity } from "./synthetic-head.ts";

/** Lines that hair grows along, as points of the mesh; how wide it is about them, in shares of the face's height. */
interface Growth {
  readonly line: readonly number[];
  readonly width: { readonly thick: number; readonly none: number };
}

const growths = {
  /** Along the jaw from below one ear to below the other. */
  jaw: {
    line: [58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288],
    width: { thick: 0.07, none: 0.17 },
  },
  chin: {
    line: [204, 211, 208, 199, 428, 431, 424],
    width: { thick: 0.055, none: 0.085 },
  },
  /** From one corner of the mouth over the lip to the other. */
  moustache: {
    line: [186, 92, 165, 167, 164, 393, 391, 322, 410],
    width: { thick: 0.02, none: 0.04 },
  },
} satisfies Record<string, Growth>;
/** The bare spot under the lips. */
const bare = { none: 0.05, all: 0.1 };

export interface Beard {
  readonly on: readonly (keyof typeof growths)[];
  /** The brows' when it is not given. */
  readonly colour?: readonly [number, number, number];
}

/** The picture with a beard: along the jaw, unless told otherwise, and without a moustache. */
export function growBeard(
  { picture, landmarks }: HeadPicture,
  { brows }: Identity,
  { on, colour = brows }: Beard = { on: ["jaw"] },
): Raster {
  const at = (point: number) => [landmarks[point * 3], landmarks[point * 3 + 1]] as const;
  const [top, bottom, lip] = [at(10), at(152), at(17)];
  const height = Math.hypot(top[0] - bottom[0], top[1] - bottom[1]);
  const lines = on.map((name) => ({
    line: growths[name].line.map(at),
    width: growths[name].width,
    aroundLip: name === "jaw",
  }));
  const data = picture.data.slice();
  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  for (let pixel = 0; pixel < data.length / 4; pixel++) {
    const [x, y] = [pixel % picture.width, Math.floor(pixel / picture.width)];
    const fromLip = Math.hypot(x - lip[0], y - lip[1]) / height;
    const covers = lines.map(({ line, width, aroundLip }) => {
      const near = smoothstep(width.none, width.thick, distanceTo(line, x, y) / height);
      return aroundLip ? near * smoothstep(bare.none, bare.all, fromLip) : near;
    });
    const cover = Math.max(...covers);
    if (cover === 0) continue;
    const share = cover * (0.7 + 0.25 * random());
    const shine = 0.8 + 0.5 * random();
    for (let c = 0; c < 3; c++) {
      data[pixel * 4 + c] += (colour[c] * shine - data[pixel * 4 + c]) * share;
    }
  }
  return { ...picture, data };
}

function distanceTo(line: readonly (readonly [number, number])[], x: number, y: number): number {
  let nearest = Infinity;
  for (let i = 1; i < line.length; i++) {
    const [[ax, ay], [bx, by]] = [line[i - 1], line[i]];
    const [dx, dy] = [bx - ax, by - ay];
    const along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy);
    const share = Math.min(1, Math.max(0, along));
    nearest = Math.min(nearest, Math.hypot(x - ax - share * dx, y - ay - share * dy));
  }
  return nearest;
}
