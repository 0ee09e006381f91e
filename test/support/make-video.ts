import { spawnSync } from "node:child_process";
import type { VideoKind } from "../../src/workers/ffmpeg.ts";

/** Tests on videos need the program that the product uses. */
export const hasFfmpeg = spawnSync("ffmpeg", ["-version"]).status === 0;

export interface MadeVideo {
  readonly kind: VideoKind;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly framesPerSecond: number;
  /** The grey or colour of a frame; the same all over it. */
  readonly colour?: (frame: number) => readonly [number, number, number];
  /** Noise instead of one colour, which compresses badly. */
  readonly noise?: boolean;
}

const encoders = {
  mp4: "-c:v mpeg4 -q:v 2 -f mp4",
  webm: "-c:v libvpx -b:v 2M -f webm",
} as const;

/** A real MP4 or WebM of plain colours or noise. */
export function makeVideo(video: MadeVideo): Uint8Array {
  const { kind, width, height, frames, framesPerSecond, colour = () => [128, 128, 128] } = video;
  const size = width * height * 3;
  const raw = Buffer.alloc(size * frames);
  for (let frame = 0; frame < frames; frame += 1) {
    raw.fill(Buffer.from(colour(frame)), frame * size, (frame + 1) * size);
  }
  if (video.noise) {
    let state = 1;
    for (let at = 0; at < raw.length; at += 1) {
      state = (state * 1_103_515_245 + 12_345) & 0x7f_ff_ff_ff;
      raw[at] = state >>> 16;
    }
  }
  const input = `-v error -f rawvideo -pix_fmt rgb24 -s ${width}x${height} -r ${framesPerSecond} -i pipe:0`;
  // A plain MP4 needs a file that can be gone back in, which a pipe is not.
  const fragments = kind === "mp4" ? "-movflags frag_keyframe+empty_moov" : "";
  const call = `${input} -pix_fmt yuv420p -threads 1 ${encoders[kind]} ${fragments} pipe:1`;
  const made = spawnSync("ffmpeg", call.split(" ").filter(Boolean), {
    input: raw,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (made.status !== 0) throw new Error(`ffmpeg: ${made.stderr.toString()}`);
  return made.stdout;
}
