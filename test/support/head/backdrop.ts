import { linear } from "./colour.ts";
import type { Identity } from "./identity.ts";
import { mix, smoothstep } from "./noise.ts";
import type { Backdrop } from "./renderer.ts";

/** A studio wall: lighter behind the head, darker towards the corners, with a band of another shade below. */
export function createBackdrop(identity: Identity): Backdrop {
  const upper = linear(identity.backdrop[0]);
  const lower = linear(identity.backdrop[1]);
  return (across, down) => {
    const glow = smoothstep(0.75, 0.05, Math.hypot(across - 0.5, (down - 0.42) * 0.95));
    const share = smoothstep(0.1, 1, down) * 0.7 + 0.3 * (1 - glow);
    const brightness = 0.82 + 0.22 * glow;
    const channel = (index: number): number => mix(upper[index], lower[index], share) * brightness;
    return [channel(0), channel(1), channel(2)];
  };
}
