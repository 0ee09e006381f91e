import type { FaceFrame } from "./clip-appearance.ts";
import { smoothstep } from "./smoothstep.ts";

const degrees = Math.PI / 180;

/**
 * A head turned further than the first figure begins to show its own face again; past the second it does so wholly.
 * Landmarks fall short of a profile: heads turned by 60° measure 51° to 55°, by 80° 60° to 63°.
 */
const turned = { begins: 46 * degrees, away: 61 * degrees };
/** A head that moves by less from frame to frame stays as it is. */
const turning = 2 * degrees;

/** From one frame to the next: with two frames in between, even the fastest turn fades and does not pop. */
export const mostFade = 1 / 3;

type TurnedFace = Pick<FaceFrame, "frame" | "pose">;

/**
 * How much of the new face shows on a head that turns away: what each frame's yaw allows, and less around frames that
 * allow less, so that no two frames that follow each other differ by more than `mostFade`. Where a head that is turning
 * away is not found any more, it has turned on.
 * @param clip one scene's faces in order
 * @returns 0…1 by number of frame
 */
export function fadeTurned(clip: readonly TurnedFace[]): ReadonlyMap<number, number> {
  const opacities = new Map<number, number>();
  for (const { frame, pose } of clip) {
    opacities.set(frame, smoothstep(turned.away, turned.begins, Math.abs(pose.yaw)));
  }
  limitFade(clip, opacities);
  limitFade(clip.toReversed(), opacities);
  return opacities;
}

/** Lets the new face come no faster than `mostFade` a frame, in the order of `faces`. */
function limitFade(faces: readonly TurnedFace[], opacities: Map<number, number>): void {
  let shown = 1;
  faces.forEach(({ frame }, i) => {
    const gap = i === 0 ? 1 : Math.abs(frame - faces[i - 1].frame);
    if ((i === 0 || gap > 1) && cameFromAside(faces[i], faces.at(i + 1))) shown = 0;
    shown = Math.min(opacities.get(frame) ?? 0, shown + mostFade * (shown === 0 ? 1 : gap));
    opacities.set(frame, shown);
  });
}

/** Whether the head, had it moved as it does from `face` to `next`, was turned away in the frame before. */
function cameFromAside(face: TurnedFace, next: TurnedFace | undefined): boolean {
  if (next === undefined || Math.abs(next.frame - face.frame) > 1) return false;
  const yaw = Math.abs(face.pose.yaw);
  const before = Math.abs(2 * face.pose.yaw - next.pose.yaw);
  return before > turned.begins && before > yaw + turning;
}
