import type { CanonicalMesh } from "../../../src/engine/face/face-models.ts";
import { topology } from "../../../src/engine/face/topology.ts";
import { linear, setColour, tint } from "./colour.ts";
import type { Identity } from "./identity.ts";
import { mix, smoothstep, valueNoise } from "./noise.ts";
import { createLine, createShape, type PlanePoint } from "./plane.ts";
import type { Finish } from "./renderer.ts";

/** Texels along a side; the face is drawn at most about half as large. */
const SIDE = 384;

/** SIDE × SIDE texels of six channels: the finish's fields in this order. */
const channels = ["red", "green", "blue", "gloss", "tightness", "open"] as const;
const STRIDE = channels.length;

/** Paints the skin of a face on the mesh's own texture plane: brows, lips, lashes, shadows, blush, stubble. */
export function paintSkin(mesh: CanonicalMesh, identity: Identity): Float32Array {
  const paint = createPainter(mesh, identity);
  const texels = new Float32Array(SIDE * SIDE * STRIDE);
  for (let row = 0; row < SIDE; row += 1) {
    for (let column = 0; column < SIDE; column += 1) {
      const finish = paint((column + 0.5) / SIDE, (row + 0.5) / SIDE);
      channels.forEach((channel, index) => {
        texels[(row * SIDE + column) * STRIDE + index] = finish[channel];
      });
    }
  }
  return texels;
}

/** The painted skin at a place of the texture plane, bilinear. */
export function readSkin(texels: Float32Array, u: number, v: number, into: Finish): void {
  const x = Math.min(SIDE - 1.001, Math.max(0, u * SIDE - 0.5));
  const y = Math.min(SIDE - 1.001, Math.max(0, v * SIDE - 0.5));
  const at = (Math.floor(y) * SIDE + Math.floor(x)) * STRIDE;
  into.red = readChannel(texels, at, x % 1, y % 1);
  into.green = readChannel(texels, at + 1, x % 1, y % 1);
  into.blue = readChannel(texels, at + 2, x % 1, y % 1);
  into.gloss = readChannel(texels, at + 3, x % 1, y % 1);
  into.tightness = readChannel(texels, at + 4, x % 1, y % 1);
  into.open = readChannel(texels, at + 5, x % 1, y % 1);
  into.softness = 1;
}

function readChannel(texels: Float32Array, at: number, across: number, down: number): number {
  const below = at + SIDE * STRIDE;
  const upper = mix(texels[at], texels[at + STRIDE], across);
  const lower = mix(texels[below], texels[below + STRIDE], across);
  return mix(upper, lower, down);
}

/** Gives the finish of the skin at (u, v). The face is symmetrical, so that the right half is painted twice. */
function createPainter(mesh: CanonicalMesh, identity: Identity): (u: number, v: number) => Finish {
  const place = (point: number): PlanePoint => [mesh.uv[point * 2], mesh.uv[point * 2 + 1]];
  const places = (points: readonly number[]): PlanePoint[] => points.map(place);
  const outerLips = createShape(places(topology.outerLips), 0.02);
  const innerLips = createShape(places(topology.innerLips), 0.02);
  const mouthLine = place(13)[1];
  const eye = createShape(places(topology.rightEye), 0.03);
  const upperLid = createLine(places([33, 246, 161, 160, 159, 158, 157, 173, 133]), 0.02);
  const lowerLid = createLine(places([33, 7, 163, 144, 145, 153, 154, 155, 133]), 0.02);
  const crease = createLine(places([130, 247, 30, 29, 27, 28, 56, 190]), 0.02);
  const browUpper = places([70, 63, 105, 66, 107]);
  const browLower = places([46, 53, 52, 65, 55]);
  const browMiddle = browUpper.map(([u, v], index): PlanePoint => [
    (u + browLower[index][0]) / 2,
    (v + browLower[index][1]) / 2,
  ]);
  const brow = createLine(browMiddle, 0.06);
  const foreheadEdge = createLine(places([234, 127, 162, 21, 54, 103, 67, 109, 10]), 0.08);
  const nostrils = place(59);
  const noseTip = place(4);
  const cheek = place(50);
  const underNose = place(164);
  const underLip = place(18);
  const chin = place(199);

  const skin = linear(identity.skin);
  const warm = [skin[0] * 1.02, skin[1] * 0.66, skin[2] * 0.64];
  const lip = linear(identity.lips);
  const browColour = linear(identity.brows);
  const dark = [0.012, 0.008, 0.008];
  const shadow = [skin[0] * 0.42, skin[1] * 0.28, skin[2] * 0.24];
  const beard = [skin[0] * 0.35, skin[1] * 0.36, skin[2] * 0.4];

  return (textureU, v) => {
    const u = textureU > 0.5 ? 1 - textureU : textureU;
    const grain = valueNoise(textureU * 90, v * 90) - 0.5;
    const mottle = valueNoise(textureU * 14, v * 14 + 40) - 0.5;
    const finish: Finish = {
      red: 0,
      green: 0,
      blue: 0,
      gloss: 0.09,
      tightness: 22,
      open: 1,
      softness: 1,
    };
    setColour(finish, skin, 1 + grain * 0.07 + mottle * 0.07);

    const red = blob(u, v, cheek, 0.1, 0.075) * 0.75 + blob(u, v, noseTip, 0.06, 0.05) * 0.45;
    tint(finish, warm, (0.25 + 0.75 * identity.blush) * (red + 0.25 * blob(u, v, chin, 0.1, 0.05)));
    const freckle = smoothstep(0.7, 0.9, valueNoise(textureU * 120 + 9, v * 120 + 3));
    const freckled = blob(u, v, [0.4, 0.53], 0.16, 0.07) * identity.freckles;
    tint(finish, [skin[0] * 0.6, skin[1] * 0.4, skin[2] * 0.3], freckle * freckled * 0.55);

    const jaw = smoothstep(0.6, 0.74, v + Math.abs(0.5 - u) * 0.25);
    const bare = blob(u, v, cheek, 0.14, 0.09);
    const bristle = 0.62 + 0.76 * (valueNoise(textureU * 170, v * 170) - 0.1);
    tint(finish, beard, Math.min(1, identity.stubble * jaw * (1 - bare) * bristle * 0.62));

    // Light does not get everywhere: sockets, under the nose, under the lower lip, beside the nose, under the hair.
    finish.open -=
      0.2 * blob(u, v, [0.41, 0.345], 0.06, 0.035) +
      0.3 * blob(u, v, [0.5, 0.607], 0.055, 0.016) +
      0.22 * blob(u, v, underLip, 0.07, 0.016) +
      0.14 * blob(u, v, underNose, 0.02, 0.025) +
      0.16 * blob(u, v, [0.418, 0.575], 0.014, 0.03) +
      0.3 * smoothstep(0.075, 0, foreheadEdge(u, v).distance);

    tint(finish, shadow, 0.34 * blob(u, v, [0.35, 0.415], 0.07, 0.02));
    tint(finish, shadow, 0.5 * smoothstep(0.0085, 0.001, crease(u, v).distance));
    tint(finish, warm, 0.5 * smoothstep(0.03, 0, Math.abs(eye(u, v))));

    paintBrow(finish, u, v);
    paintLips(finish, u, v);

    const lash = upperLid(u, v);
    const lashWidth = (0.005 + 0.007 * identity.lashes) * (1.15 - 0.75 * lash.along);
    tint(
      finish,
      dark,
      (0.6 + 0.4 * identity.lashes) * smoothstep(lashWidth, lashWidth * 0.35, lash.distance),
    );
    const lower = lowerLid(u, v);
    tint(finish, shadow, (0.5 + 0.4 * identity.lashes) * smoothstep(0.006, 0.001, lower.distance));

    const nostril =
      ((u - nostrils[0] - 0.012) / 0.019) ** 2 + ((v - nostrils[1] - 0.0065) / 0.0078) ** 2;
    tint(finish, dark, 0.85 * smoothstep(1.25, 0.5, nostril));
    return finish;
  };

  function paintBrow(finish: Finish, u: number, v: number): void {
    const { distance, along, side } = brow(u, v);
    if (distance > 0.06) return;
    const taper = smoothstep(-0.1, 0.7, along) * smoothstep(1.3, 0.8, along);
    const half = (0.006 + 0.015 * taper) * identity.browThickness;
    // Hairs lean outwards: a stroke is followed by sliding along the brow with the distance from its middle.
    const stroke = valueNoise((along + distance * side * 5) * 60, distance * 60 + 7);
    const cover = smoothstep(half * 1.3, half * 0.5, distance * (0.9 + 0.25 * stroke));
    const ends = smoothstep(0, 0.1, along) * smoothstep(1, 0.88, along);
    tint(finish, browColour, cover * ends * (0.78 + 0.2 * stroke));
    finish.gloss *= 1 - 0.8 * cover;
  }

  function paintLips(finish: Finish, u: number, v: number): void {
    const outside = outerLips(u, v);
    if (outside > 0.012) return;
    const cover = smoothstep(0.004, -0.006, outside);
    const upper = v < mouthLine ? 0.8 : 1;
    const wrinkle = 1 + 0.16 * (valueNoise(u * 120, v * 16) - 0.5);
    tint(
      finish,
      lip.map((value) => value * upper * wrinkle),
      cover,
    );
    finish.gloss = finish.gloss * (1 - cover) + cover * (0.1 + 0.1 * identity.lashes);
    finish.tightness += cover * 16;
    finish.open -= 0.6 * cover * smoothstep(0.011, 0, Math.abs(innerLips(u, v)));
  }
}

/** A soft spot: 1 in its middle, fading as a bell does. */
function blob(u: number, v: number, [cu, cv]: PlanePoint, width: number, height: number): number {
  return Math.exp(-(((u - cu) / width) ** 2) - ((v - cv) / height) ** 2);
}
