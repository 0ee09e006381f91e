import type { Pose } from "../face/pose.ts";
import type { FaceAtlas } from "./atlas.ts";
import type { FaceFrame } from "./clip-appearance.ts";
import { findGlasses, lightAt, logLight } from "./find-glasses.ts";
import { glassesBand } from "./glasses-band.ts";
import { createGlassesKeeper } from "./keep-glasses.ts";
import { createGlassesLocator } from "./locate-glasses.ts";
import { clamp } from "./smoothstep.ts";

/** Turned further, half of a pair of glasses is behind the nose. */
const mostYaw = (28 * Math.PI) / 180;
/** A turn by less is landmarks' error as likely: those of a picture that is zoomed into differ by up to 3°. */
const turn = (3 * Math.PI) / 180;

/**
 * Keeps the glasses that somebody wears throughout a scene; undefined where none were seen. They are found twice: the
 * second time in a median of frames in which they lie over each other.
 */
export function createClipGlasses({ glassesPlane }: FaceAtlas, clip: readonly FaceFrame[]) {
  const seen = clip.filter(
    ({ glasses, pose }) => glasses !== undefined && Math.abs(pose.yaw) <= mostYaw,
  );
  const bands = seen.flatMap(({ glasses }) => glasses ?? []);
  if (bands.length === 0) return undefined;
  const views = countViews(seen.map(({ pose }) => pose));
  const first = findGlasses(bands, views);
  if (first === undefined) return undefined;
  const locate = createGlassesLocator(first);
  const aligned = bands.map((band) => {
    const light = logLight(band);
    const { x, y } = locate((across, down) => lightAt(light, across, down));
    return shifted(band, Math.round(x / glassesBand.step), Math.round(y / glassesBand.step));
  });
  const glasses = findGlasses(aligned, views) ?? first;
  return createGlassesKeeper(glassesPlane, glasses);
}

/** From how many sides a head is seen: a picture that is held, or zoomed into, shows one. */
function countViews(poses: readonly Pick<Pose, "yaw" | "pitch">[]): number {
  const views: Pick<Pose, "yaw" | "pitch">[] = [];
  for (const { yaw, pitch } of poses) {
    const isNew = views.every((view) => Math.hypot(view.yaw - yaw, view.pitch - pitch) > turn);
    if (isNew) views.push({ yaw, pitch });
  }
  return views.length;
}

/** The band with what lies so many cells to the right and down; its border goes on outwards. */
function shifted(band: Uint8Array, x: number, y: number): Uint8Array {
  const { columns, rows } = glassesBand;
  return band.map((_, cell) => {
    const column = clamp((cell % columns) + x, 0, columns - 1);
    const row = clamp(Math.floor(cell / columns) + y, 0, rows - 1);
    return band[row * columns + column];
  });
}
