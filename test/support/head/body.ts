import { linear, setColour } from "./colour.ts";
import type { Identity } from "./identity.ts";
import { mix, smoothstep, valueNoise } from "./noise.ts";
import { ellipsoid, loft, ring, type Point3, type Surface } from "./surface.ts";

/** The neck, which comes down out of the head's shadow; `lean` is how far the head has carried its top away. */
export function neck(identity: Identity, lean: Point3): Surface {
  const skin = linear(identity.skin);
  const rings = Array.from({ length: 14 }, (_, row) => {
    const share = row / 13;
    const carried = 1 - smoothstep(0, 0.75, share);
    const centre: Point3 = [
      lean[0] * carried,
      mix(3.5, 17, share) + lean[1] * carried,
      mix(4.4, 5.9, share) + lean[2] * carried,
    ];
    return ring(centre, identity.neckWidth * mix(1, 1.08, share), 4.7);
  });
  return loft(rings, ({ x, y }, finish) => {
    setColour(finish, skin, 0.94 + 0.04 * valueNoise(x * 3, y * 3));
    finish.gloss = 0.04;
    finish.tightness = 14;
    finish.softness = 1;
    finish.open = 0.25 + 0.6 * smoothstep(7.5, 14, y - lean[1] + Math.abs(x) * 0.35);
    return true;
  });
}

/** Shoulders and chest in a pullover with a round collar, which lies lower in front than behind. */
export function torso(identity: Identity): Surface {
  const cloth = linear(identity.clothes);
  const broad = identity.neckWidth / 4.8;
  const rings = Array.from({ length: 30 }, (_, row) => {
    const share = row / 29;
    const width = mix(
      identity.neckWidth + 0.9,
      19 * broad,
      smoothstep(-0.12, 0.78, share) * 1.03 - 0.03,
    );
    const depth = mix(5.2, 8.5, smoothstep(0, 0.6, share));
    const level = mix(11.9, 25, share ** 1.15);
    const tilt = 1.25 * smoothstep(0.7, 0, share);
    return ring([0, level, 5.8], width, depth, 2.1).map(([x, y, z]): Point3 => [
      x,
      y + (tilt * (5.8 - z)) / depth,
      z,
    ]);
  });
  return loft(rings, ({ u, v, x, y }, finish) => {
    const collar = smoothstep(0.062, 0.055, v);
    const ribs = Math.sin(u * 620) * (collar > 0.5 ? 0.09 : 0.03);
    const seam = 1 - 0.45 * Math.exp(-(((v - 0.06) / 0.006) ** 2));
    setColour(
      finish,
      cloth,
      (0.92 + 0.14 * valueNoise(x * 4, y * 4) + ribs) * (1 - 0.1 * collar) * seam,
    );
    finish.gloss = 0;
    finish.tightness = 4;
    finish.softness = 0.15;
    finish.open = 0.5 + 0.5 * smoothstep(13, 19, y + Math.abs(x) * 0.35);
    return true;
  });
}

export function ear(identity: Identity, side: number): Surface {
  const skin = linear(identity.skin);
  return ellipsoid([side * 8.05, -0.6, 3.4], [0.75, 2.5, 1.5], side * 0.13, ({ y, z }, finish) => {
    const inside = Math.exp(-(((y + 0.9) / 1.35) ** 2) - ((z - 2.6) / 0.85) ** 2);
    setColour(finish, [skin[0], skin[1] * 0.86, skin[2] * 0.82], 1 - 0.35 * inside);
    finish.gloss = 0.06;
    finish.tightness = 18;
    finish.softness = 1;
    finish.open = 1 - 0.55 * inside;
    return true;
  });
}
