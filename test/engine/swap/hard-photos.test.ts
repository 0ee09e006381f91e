import { expect, test } from "vitest";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { lumaOf } from "../../../src/engine/swap/skin.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { createRandom } from "../../support/noise.ts";
import { twoPortraits } from "../../support/two-portraits.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const { target, shot } = twoPortraits(models.mesh);
/** Beside the nose, of the subject's right and left cheek. */
const cheeks = [205, 425];
type Shown = typeof shot;

function placeOf(point: number, { landmarks }: Shown): number[] {
  return [0, 1].map((axis) => landmarks[point * 3 + axis]);
}

/** The head's photo, the light on it multiplied by what `lamp` says of a place. */
function photoUnder(lamp: (x: number, y: number) => number): Raster {
  const { width, data } = shot.picture;
  const lit = data.map((value, i) =>
    i % 4 === 3 ? value : Math.min(255, value * lamp((i >> 2) % width, (i >> 2) / width)),
  );
  return { ...shot.picture, data: lit };
}

function shadowOn(points: readonly number[]): Raster {
  const places = points.map((point) => placeOf(point, shot));
  return photoUnder((x, y) => {
    const away = Math.min(...places.map(([px, py]) => Math.hypot(x - px, y - py)));
    return 1 - 0.5 * Math.exp(-((away / 16) ** 2));
  });
}

function swap(photo: Raster): Promise<Raster> {
  return swapStill({ target: target.picture, photo, models, atlas });
}

/** Mean brightness around a point, and how much neighbouring pixels differ there, as a share of it. */
function around({ width, data }: Raster, [px, py]: readonly number[]) {
  const lumaAt = (x: number, y: number) => {
    const i = (y * width + x) * 4;
    return lumaOf(data[i], data[i + 1], data[i + 2]);
  };
  const [x, y] = [Math.round(px), Math.round(py)];
  let [sum, steps, count] = [0, 0, 0];
  for (let row = y - 5; row <= y + 5; row++) {
    for (let column = x - 5; column <= x + 5; column++) {
      sum += lumaAt(column, row);
      steps += Math.abs(lumaAt(column, row) - lumaAt(column + 1, row));
      count++;
    }
  }
  return { luma: sum / count, roughness: steps / sum };
}

/** How bright the cheeks are against those that a photo without shadows gives, 1 for as bright. */
async function cheeksUnder(photo: Raster) {
  const [shaded, plain] = await Promise.all([photo, shot.picture].map(swap));
  return cheeks.map((point) => {
    const place = placeOf(point, target);
    return around(shaded, place).luma / around(plain, place).luma;
  });
}

test("a shadow that lies beside the nose on one side is lifted, one on both sides is the person's", async () => {
  const [oneSided, other] = await cheeksUnder(shadowOn([205]));
  const [right, left] = await cheeksUnder(shadowOn(cheeks));
  expect(oneSided).toBeGreaterThan(0.72);
  expect(other).toBeGreaterThan(0.93);
  expect(Math.max(right, left)).toBeLessThan(0.68);
});

/** Half as bright on the subject's right as on the left. */
function fromTheLeft(x: number): number {
  const [right, left] = [234, 454].map((point) => placeOf(point, shot)[0]);
  return 0.5 + (0.5 * (x - right)) / (left - right);
}

test("the half of a face that fills in for one under hair lies in the light of its new place", async () => {
  const [end] = placeOf(263, shot);
  const [, lowest] = placeOf(401, shot);
  const hair = (x: number, y: number) => (x > end && y < lowest ? 0.25 : 1);
  const [filled, bare] = await Promise.all(
    [photoUnder((x, y) => fromTheLeft(x) * hair(x, y)), photoUnder(fromTheLeft)].map(swap),
  );
  // Under the outer half of the left eye, where one half of the face goes over into the other.
  const shares = [261, 346, 446, 448].map((point) => {
    const place = placeOf(point, target);
    return around(filled, place).luma / around(bare, place).luma;
  });
  for (const share of shares) expect(share).toBeGreaterThan(0.815);
});

test("grain on a photo's skin is not carried over, what skin has of its own is", async () => {
  const random = createRandom(7);
  const grains = Float32Array.from({ length: shot.picture.width ** 2 }, random);
  // Of two pixels across, as a cracked painting or a fast film has it.
  const grainy = photoUnder((x, y) => {
    const grain = grains[Math.floor(y / 2) * shot.picture.width + Math.floor(x / 2)];
    return 1 + 0.6 * (grain - 0.5);
  });
  const smoother = async (photo: Raster) => {
    const swapped = await swap(photo);
    const shares = cheeks.map(
      (point) =>
        around(swapped, placeOf(point, target)).roughness /
        around(photo, placeOf(point, shot)).roughness,
    );
    return Math.max(...shares);
  };
  const [clean, calmed] = [await smoother(shot.picture), await smoother(grainy)];
  expect(calmed).toBeLessThan(0.5 * clean);
});
