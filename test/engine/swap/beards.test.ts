import { expect, test } from "vitest";
import type { Raster } from "../../../src/engine/raster.ts";
import { createFaceAtlas } from "../../../src/engine/swap/atlas.ts";
import { swapStill } from "../../../src/engine/swap-still.ts";
import { faceModels } from "../../support/face-models.ts";
import { growBeard } from "../../support/grow-beard.ts";
import { identities } from "../../support/synthetic-head.ts";
import { twoPortraits } from "../../support/two-portraits.ts";

const models = await faceModels();
const atlas = createFaceAtlas(models.mesh);
const { bruno } = identities;
const { target, shot: shaven } = twoPortraits(models.mesh);
const dark = growBeard(shaven, bruno, { on: ["chin", "moustache"] });
const grey = growBeard(shaven, bruno, { on: ["chin", "moustache"], colour: [168, 168, 166] });

/** On both sides of the chin, and over the upper lip. */
const bearded = [208, 428, 165, 391];
const cheeks = [50, 280, 101, 330];

async function swapped(photo: Raster) {
  const picture = await swapStill({ target: target.picture, photo, models, atlas });
  return (points: readonly number[]) => meanOf(picture, points);
}

/** RGB around some points of the target's mesh. */
function meanOf({ width, data }: Raster, points: readonly number[]): number[] {
  const sum = [0, 0, 0];
  const reach = 2;
  for (const point of points) {
    const [x, y] = [0, 1].map((axis) => Math.round(target.landmarks[point * 3 + axis]));
    for (let row = y - reach; row <= y + reach; row++) {
      for (let column = x - reach; column <= x + reach; column++) {
        for (let c = 0; c < 3; c++) sum[c] += data[(row * width + column) * 4 + c];
      }
    }
  }
  return sum.map((value) => value / points.length / (2 * reach + 1) ** 2);
}

const [bare, withDark, withGrey] = await Promise.all([shaven.picture, dark, grey].map(swapped));

test("a dark beard comes along whole and as dark as it is", () => {
  const shares = bearded.map((point) => withDark([point])[1] / bare([point])[1]);
  const [right, left, ...lip] = shares;
  for (const share of [right, left]) expect(share).toBeLessThan(0.5);
  // Thin as it is, there is some skin beside it.
  for (const share of lip) expect(share).toBeLessThan(0.7);
});

test("a grey beard stays grey on a rosy face", () => {
  const [red, green, blue] = withGrey(bearded);
  const [skinRed, , skinBlue] = bare(bearded);
  expect(Math.log(red / blue)).toBeLessThan(0.45 * Math.log(skinRed / skinBlue));
  expect(green).toBeGreaterThan(80);
});

/** 0 for grey, more for what is redder than blue. */
function hueOf([red, , blue]: readonly number[]): number {
  return Math.log(red / blue);
}

test("a chin in a blue lamp's light is no grey beard", async () => {
  const height = (point: number) => shaven.landmarks[point * 3 + 1];
  const [from, to] = [height(2), height(0)];
  const { width, data } = shaven.picture;
  const blue = [0.65, 0.9, 1.5];
  const lit = data.map((value, i) => {
    if (i % 4 === 3) return value;
    const share = Math.min(1, Math.max(0, (Math.floor((i >> 2) / width) - from) / (to - from)));
    return Math.min(255, value * (1 + (blue[i % 4] - 1) * share));
  });
  const underLamp = await swapped({ ...shaven.picture, data: lit });
  const chin = [208, 428];
  expect(hueOf(underLamp(chin))).toBeGreaterThan(0.4 * hueOf(bare(chin)));
});

test("the skin around a beard has the light that it has without one", () => {
  for (const beard of [withDark, withGrey]) {
    const skin = bare(cheeks);
    beard(cheeks).forEach((value, c) => expect(Math.abs(value - skin[c])).toBeLessThan(6));
  }
});
