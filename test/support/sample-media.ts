import sharp from "sharp";
import type { CanonicalMesh } from "../../src/engine/face/face-models.ts";
import { encodeGif } from "../../src/engine/gif/encode-gif.ts";
import {
  createSyntheticHead,
  identities,
  type HeadOptions,
  type Identity,
} from "./synthetic-head.ts";

const FRAMES = 30;
const DELAY_CS = 8;
const CLIP_SIDE = 320;
const PHOTO_SIDE = 512;

/** How a moving clip is held and timed; all have a default. */
interface ClipOptions {
  readonly identity?: Identity;
  readonly frames?: number;
  readonly side?: number;
}

/** A GIF in which somebody who does not exist turns, talks, smiles and blinks; it loops without a seam. */
export function sampleGif(mesh: CanonicalMesh, options: ClipOptions = {}): Uint8Array {
  const { identity = identities.bruno, frames = FRAMES, side = CLIP_SIDE } = options;
  const head = createSyntheticHead(mesh, identity);
  return encodeGif({
    width: side,
    height: side,
    loop: 0,
    frames: Array.from({ length: frames }, (_, frame) => ({
      raster: head.render({
        width: side,
        height: side,
        scale: side / 34,
        ...talking(frame / frames),
      }).picture,
      delayCs: DELAY_CS,
    })),
  });
}

/** A face to swap in: somebody else, from the front, as PNG. */
export async function sampleFace(
  mesh: CanonicalMesh,
  identity: Identity = identities.ada,
): Promise<Uint8Array> {
  const { picture } = createSyntheticHead(mesh, identity).render({
    width: PHOTO_SIDE,
    height: PHOTO_SIDE,
    scale: PHOTO_SIDE / 34,
    fineness: 3,
    smile: 0.4,
  });
  const raw = { width: picture.width, height: picture.height, channels: 4 } as const;
  return sharp(picture.data, { raw }).png().toBuffer();
}

/** What the head does at a moment of the loop, 0…1. */
export function talking(moment: number): HeadOptions {
  const turn = moment * 2 * Math.PI;
  const syllables = 0.5 - 0.5 * Math.cos(turn * 6);
  const phrase = bump(moment, 0.28, 0.24) + 0.75 * bump(moment, 0.72, 0.15);
  return {
    yaw: 0.34 * Math.sin(turn),
    pitch: 0.06 * Math.sin(turn * 2 + 0.6),
    roll: 0.05 * Math.sin(turn + 1.2),
    x: 0.5 + 0.012 * Math.sin(turn),
    mouth: 0.85 * phrase * (0.25 + 0.75 * syllables),
    smile: 0.3 + 0.55 * bump(moment, 0.93, 0.14),
    blink: Math.min(1, bump(moment, 0.16, 0.055) + bump(moment, 0.63, 0.055)),
    browRaise: 0.7 * bump(moment, 0.42, 0.12),
    gazeRight: 0.28 * Math.sin(turn + 0.5),
    gazeDown: 0.06 * Math.cos(turn),
  };
}

/** 1 at `middle` of the loop, 0 beyond `width` on either side, smooth between. */
function bump(moment: number, middle: number, width: number): number {
  const away = Math.abs(((moment - middle + 1.5) % 1) - 0.5);
  return away > width ? 0 : 0.5 + 0.5 * Math.cos((away / width) * Math.PI);
}
