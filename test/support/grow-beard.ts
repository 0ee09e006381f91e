import type { Raster } from "../../src/engine/raster.ts";
import { smoothstep } from "./head/noise.ts";
import type { HeadPicture, Identity } from "./synthetic-head.ts";

/** Along the jaw from below one ear to below the other. */
const jaw = [58, 172, 136, 150, 149, 176, 148, 152, 377, 400, 378, 379, 365, 397, 288];
/** Shares of the face's height: how wide the beard is, where it thins out, and the bare spot under the lips. */
const width = { thick: 0.07, none: 0.17 };
const bare = { none: 0.05, all: 0.1 };

/** The picture with a beard along jaw and chin, in the brows' colour, and no moustache. */
export function growBeard({ picture, landmarks }: HeadPicture, { brows }: Identity): Raster {
  const at = (point: number) => [landmarks[point * 3], landmarks[point * 3 + 1]] as const;
  const [top, bottom, lip] = [at(10), at(152), at(17)];
  const height = Math.hypot(top[0] - bottom[0], top[1] - bottom[1]);
  const line = jaw.map(at);
  const data = picture.data.slice();
  let seed = 1;
  const random = () => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) / 2 ** 32;
  for (let pixel = 0; pixel < data.length / 4; pixel++) {
    const [x, y] = [pixel % picture.width, Math.floor(pixel / picture.width)];
    const fromJaw = distanceTo(line, x, y) / height;
    const fromLip = Math.hypot(x - lip[0], y - lip[1]) / height;
    const cover =
      smoothstep(width.none, width.thick, fromJaw) * smoothstep(bare.none, bare.all, fromLip);
    if (cover === 0) continue;
    const share = cover * (0.7 + 0.25 * random());
    const shine = 0.8 + 0.5 * random();
    for (let c = 0; c < 3; c++) {
      data[pixel * 4 + c] += (brows[c] * shine - data[pixel * 4 + c]) * share;
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
