import { linear } from "./colour.ts";
import type { Identity } from "./identity.ts";
import { mix, smoothstep, valueNoise } from "./noise.ts";
import type { Backdrop } from "./renderer.ts";

/** Grains along a side. */
const GRAINS = 320;

/** A studio wall: lighter behind the head, darker towards the corners, with a band of another shade below. */
export function createBackdrop(identity: Identity): Backdrop {
  const upper = linear(identity.backdrop[0]);
  const lower = linear(identity.backdrop[1]);
  return (across, down) => {
    const glow = smoothstep(0.75, 0.05, Math.hypot(across - 0.5, (down - 0.42) * 0.95));
    const share = smoothstep(0.1, 1, down) * 0.7 + 0.3 * (1 - glow);
    // Grain, always the same, keeps a GIF's few colours from making steps of the gradient.
    const grain = 0.07 * (valueNoise(across * GRAINS, down * GRAINS) - 0.5);
    const brightness = 0.82 + 0.22 * glow + grain;
    return [
      mix(upper[0], lower[0], share) * brightness,
      mix(upper[1], lower[1], share) * brightness,
      mix(upper[2], lower[2], share) * brightness,
    ];
  };
}
