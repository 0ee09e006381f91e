import { blankRaster, type Raster } from "../../src/engine/raster.ts";
import { landscape, noise } from "./pictures.ts";

type Colour = readonly [number, number, number];

/** Light to dark, as on the Fitzpatrick scale. */
const skins: readonly Colour[] = [
  [244, 208, 177],
  [231, 180, 143],
  [210, 158, 124],
  [186, 119, 80],
  [141, 85, 54],
  [80, 51, 36],
];
const side = 256;

/**
 * Pictures of nobody that have the colours or the outlines of what a safety floor looks for: skin-coloured gradients and
 * blobs, figures in swimwear on a beach, players on a field, dunes, fruit.
 */
export function harmlessScenes(): readonly Raster[] {
  return [
    ...skins.flatMap((skin) => [
      plain(skin),
      gradient(skin, [255, 255, 255]),
      gradient(skin, [30, 20, 20]),
      blobs(skin),
      beach(skin),
      field(skin),
    ]),
    dunes(),
    fruit(),
    landscape(side, side),
    noise(side, side),
  ];
}

function plain(colour: Colour): Raster {
  return painted(() => colour);
}

function gradient(from: Colour, to: Colour): Raster {
  return painted((x, y) => mixed(from, to, Math.min(1, Math.hypot(x - 0.4, y - 0.45) * 1.3)));
}

/** Round things in the colour of skin, shaded as if light fell on them. */
function blobs(skin: Colour): Raster {
  const places = [
    [0.35, 0.42, 0.26],
    [0.66, 0.42, 0.26],
    [0.5, 0.8, 0.3],
  ];
  return painted((x, y) => {
    for (const [middle, height, radius] of places) {
      const away = Math.hypot(x - middle, y - height) / radius;
      if (away < 1) return mixed(skin, [60, 30, 25], away ** 3);
    }
    return mixed([120, 90, 110], skin, y * 0.5);
  });
}

/** Sky, sea and sand, and somebody in swimwear. */
function beach(skin: Colour): Raster {
  return painted((x, y) => {
    const figure = figureAt(x, y, skin, [200, 40, 70]);
    if (figure) return figure;
    if (y < 0.4) return mixed([110, 170, 235], [190, 220, 250], y / 0.4);
    if (y < 0.62) return mixed([20, 110, 150], [80, 180, 190], (y - 0.4) / 0.22);
    return mixed([236, 214, 170], [214, 186, 140], (y - 0.62) / 0.38);
  });
}

/** Somebody in a shirt on striped grass. */
function field(skin: Colour): Raster {
  return painted((x, y) => {
    const figure = figureAt(x, y, skin, [30, 60, 190], true);
    if (figure) return figure;
    return Math.floor(x * 8) % 2 === 0 ? [50, 130, 50] : [60, 150, 58];
  });
}

function figureAt(
  x: number,
  y: number,
  skin: Colour,
  cloth: Colour,
  shirt = false,
): Colour | undefined {
  const shade = Math.min(1, Math.abs(x - 0.47) * 4);
  const body = mixed(skin, [40, 25, 20], shade * 0.4);
  if (Math.hypot((x - 0.5) / 0.07, (y - 0.17) / 0.09) < 1) return body;
  const torso = Math.abs(x - 0.5) < 0.12 - 0.06 * Math.sin((y - 0.26) * 8) && y > 0.26 && y < 0.6;
  const legs = Math.abs(Math.abs(x - 0.5) - 0.05) < 0.035 && y >= 0.6 && y < 0.97;
  const arms = Math.abs(Math.abs(x - 0.5) - 0.15) < 0.025 && y > 0.28 && y < 0.6;
  const dressed = shirt ? y > 0.26 && y < 0.7 : (y > 0.31 && y < 0.38) || (y > 0.54 && y < 0.64);
  if ((torso || legs) && dressed) return cloth;
  return torso || legs || arms ? body : undefined;
}

function dunes(): Raster {
  return painted((x, y) => {
    const crest = 0.35 + 0.1 * Math.sin(x * 6) + 0.04 * Math.sin(x * 15 + 1);
    return y < crest
      ? mixed([150, 190, 235], [225, 225, 225], y / crest)
      : mixed([222, 170, 120], [150, 95, 60], (y - crest) * 1.4);
  });
}

function fruit(): Raster {
  return painted((x, y) => {
    const away = Math.hypot(x - 0.5, y - 0.5);
    return away < 0.46 ? mixed([250, 180, 140], [200, 90, 70], away * 2) : [245, 245, 240];
  });
}

function mixed(a: Colour, b: Colour, share: number): Colour {
  const part = Math.max(0, Math.min(1, share));
  return [a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part, a[2] + (b[2] - a[2]) * part];
}

/** A picture from a function of the place, 0…1 across and down. */
function painted(paint: (x: number, y: number) => Colour): Raster {
  const raster = blankRaster(side, side);
  for (let at = 0; at < side * side; at += 1) {
    const colour = paint(((at % side) + 0.5) / side, (Math.floor(at / side) + 0.5) / side);
    raster.data.set([...colour, 255], at * 4);
  }
  return raster;
}
