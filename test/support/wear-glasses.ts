import type { CanonicalMesh } from "../../src/engine/face/face-models.ts";
import { fitPose } from "../../src/engine/face/pose.ts";
import type { Pose } from "../../src/engine/face/pose.ts";
import type { Raster } from "../../src/engine/raster.ts";
import type { HeadPicture } from "./synthetic-head.ts";

/** Glasses to paint over a face; centimetres, y down from the line of the eyes. */
export interface Spectacles {
  /** From the nose's middle to the middle of either lens. */
  readonly apart: number;
  readonly y: number;
  readonly halfWidth: number;
  readonly halfHeight: number;
  /** 2 for an ellipse, larger for boxier ones. */
  readonly squareness: number;
  readonly thickness: number;
  readonly colour: readonly [number, number, number];
  readonly bridge: number;
  /** Height of the arms; without one, none are seen. */
  readonly arms?: number;
  /** The lenses hide the eyes. */
  readonly dark?: boolean;
}

export interface Wearer {
  readonly picture: Raster;
  /** By pixel: 1 where a rim, the bar or an arm is and nothing else; 2 inside a dark lens. */
  readonly painted: Uint8Array;
}

type Place = readonly [x: number, y: number];

/** Paints glasses where they would be before a head held as this one is: lenses in a plane that is tilted and bent a little. */
export function wearGlasses(mesh: CanonicalMesh, head: HeadPicture, glasses: Spectacles): Wearer {
  const { picture } = head;
  const pose = fitPose(head.landmarks, mesh);
  const place = placer(mesh, pose);
  const data = picture.data.slice();
  const painted = new Uint8Array(picture.width * picture.height);
  const paint = (at: number, colour: readonly number[], cover: number) => {
    for (let c = 0; c < 3; c++) data[at * 4 + c] += (colour[c] - data[at * 4 + c]) * cover;
  };
  const rims = [-1, 1].map((side) => rim(glasses, side).map(([x, y]) => place(x, y)));
  if (glasses.dark === true) {
    for (const ring of rims) {
      forEachPixel(picture, (at, x, y) => {
        if (!isInside(ring, x, y)) return;
        paint(at, [14, 13, 12], 0.95);
        painted[at] = 2;
      });
    }
  }
  const nose = glasses.apart - glasses.halfWidth * 0.94;
  const lines = [
    ...rims.map((ring) => [...ring, ring[0]]),
    [-nose, -nose / 2, 0, nose / 2, nose].map((x) => place(x, glasses.bridge + 0.15 * x * x)),
    ...[-1, 1].flatMap((side) => {
      const { arms } = glasses;
      if (arms === undefined) return [];
      return [
        [place(side * (glasses.apart + glasses.halfWidth * 0.92), arms), place(side * 7.1, arms)],
      ];
    }),
  ];
  const half = (glasses.thickness * pose.scale) / 2;
  const covers = new Float32Array(painted.length);
  for (const line of lines) {
    for (let i = 1; i < line.length; i++) coverLine(picture, line[i - 1], line[i], half, covers);
  }
  covers.forEach((share, at) => {
    if (share === 0) return;
    paint(at, glasses.colour, share);
    painted[at] = share === 1 ? 1 : 0;
  });
  return { picture: { ...picture, data }, painted };
}

/** Covers the pixels within `half` of a straight line, a pixel on its edge in part. */
function coverLine(
  { width, height }: Raster,
  [ax, ay]: Place,
  [bx, by]: Place,
  half: number,
  covers: Float32Array,
): void {
  const [dx, dy] = [bx - ax, by - ay];
  const reach = half + 1;
  const last = Math.min(height - 1, Math.ceil(Math.max(ay, by) + reach));
  const right = Math.min(width - 1, Math.ceil(Math.max(ax, bx) + reach));
  for (let row = Math.max(0, Math.floor(Math.min(ay, by) - reach)); row <= last; row++) {
    for (let x = Math.max(0, Math.floor(Math.min(ax, bx) - reach)); x <= right; x++) {
      const [px, py] = [x + 0.5 - ax, row + 0.5 - ay];
      const along = Math.min(1, Math.max(0, (px * dx + py * dy) / (dx * dx + dy * dy)));
      const share = half + 0.5 - Math.hypot(px - along * dx, py - along * dy);
      const at = row * width + x;
      covers[at] = Math.max(covers[at], Math.min(1, share));
    }
  }
}

function placer({ positions }: CanonicalMesh, { scale, rotation: r, translation }: Pose) {
  const eyes = -(positions[33 * 3 + 1] + positions[263 * 3 + 1]) / 2;
  const front = -positions[168 * 3 + 2] - 0.4;
  return (x: number, y: number): Place => {
    const [down, away] = [y + eyes, front + (x * x) / 26 + y * 0.1];
    return [
      translation[0] + scale * (r[0] * x + r[1] * down + r[2] * away),
      translation[1] + scale * (r[3] * x + r[4] * down + r[5] * away),
    ];
  };
}

function rim(glasses: Spectacles, side: number): Place[] {
  const bend = (value: number) => Math.sign(value) * Math.abs(value) ** (2 / glasses.squareness);
  return Array.from({ length: 72 }, (_, i): Place => {
    const angle = (i * Math.PI) / 36;
    const x = glasses.apart + glasses.halfWidth * bend(Math.cos(angle));
    return [side * x, glasses.y + glasses.halfHeight * bend(Math.sin(angle))];
  });
}

function forEachPixel(
  { width, height }: Raster,
  visit: (at: number, x: number, y: number) => void,
): void {
  for (let at = 0; at < width * height; at++) {
    visit(at, (at % width) + 0.5, Math.floor(at / width) + 0.5);
  }
}

function isInside(ring: readonly Place[], x: number, y: number): boolean {
  let inside = false;
  ring.forEach(([ax, ay], i) => {
    const [bx, by] = ring[(i + 1) % ring.length];
    if (ay <= y !== by <= y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  });
  return inside;
}
