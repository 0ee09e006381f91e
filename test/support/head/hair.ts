import { linear, setColour, tint } from "./colour.ts";
import type { FacePoints } from "./face-shape.ts";
import type { Identity } from "./identity.ts";
import { mix, smoothstep, valueNoise } from "./noise.ts";
import type { Material } from "./renderer.ts";
import { faceBorder, onSkull, outward } from "./skull.ts";
import { loft, ring, type Point3, type Surface } from "./surface.ts";

const RINGS = 30;
/** Points between two of the face's border, so that the outline is round. */
const BORDER_FINENESS = 4;

/** Hair as surfaces a little outside the head; strands are painted, not built. */
export function hairSurfaces(face: FacePoints, identity: Identity): Surface[] {
  const cap = capSurface(face, identity);
  return identity.hairStyle === "long" ? [cap, ...longHair(identity)] : [cap];
}

/** How low the cap reaches, in centimetres below the mesh's origin: beside the face, and at the nape. */
const lowest = {
  long: { side: -1, nape: 30 },
  short: { side: 0.4, nape: 4 },
  curly: { side: -0.8, nape: 4 },
} as const;

/** The hair on the skull. It begins on the forehead just inside the face's border, low and thin. */
function capSurface(face: FacePoints, identity: Identity): Surface {
  const { hairStyle } = identity;
  const border = faceBorder(face, BORDER_FINENESS);
  const rings = Array.from({ length: RINGS + 1 }, (_, row) => {
    const share = row / RINGS;
    return border.map((start, index): Point3 => {
      const onHead =
        row === 0 ? towardsFace(start) : onSkull(start, ((row - 1) / (RINGS - 1)) * 0.98);
      return outward(onHead, thickness(hairStyle, share, start, index / BORDER_FINENESS));
    });
  });
  const { side, nape } = lowest[hairStyle];
  const strands = hairMaterial(identity);
  const skin = linear(identity.skin);
  return loft(rings, (fragment, finish) => {
    const { u, v, x, y, z } = fragment;
    const ragged = (valueNoise(x * 6, z * 6) - 0.5) * 0.5;
    if (y > mix(side, nape, smoothstep(3.6, 6, z)) + ragged) return false;
    // The hairline frays: the first few millimetres are single hairs.
    if (v < 0.022 * valueNoise(u * 1400, 3) + 0.014 * valueNoise(u * 90, 9)) return false;
    const kept = strands(fragment, finish);
    // Where hair is thin, skin shows through.
    tint(finish, skin, 0.4 * smoothstep(0.04, 0.01, v));
    return kept;
  });
}

/** A border point moved a little into the face. */
function towardsFace([x, y, z]: Point3): Point3 {
  return [x * 0.97, y + (y < 0 ? 0.45 : 0), z - 0.1];
}

/** Centimetres of hair over the skull; `place` counts the border's points from the middle of the forehead. */
function thickness(
  style: Identity["hairStyle"],
  share: number,
  [x, y]: Point3,
  place: number,
): number {
  const rise = smoothstep(-0.03, 0.2, share);
  const top = smoothstep(2, -8, y);
  if (style === "curly") {
    const curl = Math.sin(place * 4.1 + share * 38) * Math.cos(share * 52 - place * 1.7);
    return rise * (0.9 + 1.9 * top + 0.3 * curl);
  }
  if (style === "short") {
    const quiff = top * smoothstep(0.5, 0.12, share) * (1.15 + 0.09 * x);
    return rise * (0.35 + 0.6 * top + quiff + 0.1 * Math.sin(place * 3.3) * top);
  }
  // A parting on the subject's left, from which the hair falls to both sides.
  const parting = Math.exp(-(((x - 2.4) / 0.8) ** 2)) * smoothstep(0.7, 0.3, share);
  return rise * (1.25 + 0.5 * top - 0.28 * parting * top);
}

/** Two curtains beside the face and the mass behind the neck. */
function longHair(identity: Identity): Surface[] {
  const strands = hairMaterial(identity);
  const curtain = (side: number): Surface =>
    loft(
      Array.from({ length: 31 }, (_, row) => {
        const share = row / 30;
        const wave =
          (Math.sin(share * 10 + side * 0.6) * 0.55 + Math.sin(share * 23) * 0.12) * share;
        const x = side * (mix(6, 8.7, smoothstep(0, 0.4, share)) + 0.4 * share) + side * wave;
        const y = mix(-9.2, 14.2, share);
        const z = mix(2.6, 3.4, share) - 0.5 * Math.sin(share * Math.PI);
        const swell =
          0.5 + 0.6 * smoothstep(0.05, 0.5, share) - 0.85 * smoothstep(0.8, 1.04, share);
        return ring([x, y, z], 1.7 * swell, 3.6 * swell);
      }),
      strands,
    );
  const behind = loft(
    Array.from({ length: 14 }, (_, row) => {
      const share = row / 13;
      const width = mix(7.8, 9.4, share) - 2.4 * smoothstep(0.78, 1, share);
      return ring([0, mix(-5, 13, share), 7.8], width, 4.4 - smoothstep(0.8, 1, share) * 2);
    }),
    (fragment, finish) => {
      const kept = strands(fragment, finish);
      finish.open *= 0.4;
      finish.gloss = 0;
      return kept;
    },
  );
  return [curtain(-1), curtain(1), behind];
}

function hairMaterial(identity: Identity): Material {
  const colour = linear(identity.hair);
  const curly = identity.hairStyle === "curly";
  return ({ u, v }, finish) => {
    const fine = valueNoise(u * 360, v * 6);
    const lock = valueNoise(u * 80 + 3, v * 3 + 11);
    const curls = curly ? valueNoise(u * 70, v * 40) : 0.5;
    setColour(finish, colour, 0.5 + 0.45 * fine + 0.45 * lock + 0.9 * (curls - 0.5));
    finish.gloss = curly ? 0.05 * curls : 0.2 * fine * lock;
    finish.tightness = 14;
    finish.softness = 0.25;
    finish.open = 0.55 + 0.45 * lock * (curly ? 0.5 + curls * 0.7 : 1);
    return true;
  };
}
