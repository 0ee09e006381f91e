import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Raster } from "../../src/engine/raster.ts";
import type { VideoKind } from "../../src/workers/ffmpeg.ts";
import { tempDir } from "./temp-dir.ts";

const encoders = {
  mp4: "-c:v libx264 -pix_fmt yuv420p -crf 12 -c:a aac",
  webm: "-c:v libvpx-vp9 -cpu-used 8 -deadline realtime -b:v 2M -c:a libopus",
} as const;
const tone = "-f lavfi -i sine=frequency=440:sample_rate=48000";

/** Pictures of one size as a video of 10 a second, with a tone that lasts as long unless told. */
export function videoWithSound(
  kind: VideoKind,
  pictures: readonly Raster[],
  { sound = true, soundSeconds = 0 } = {},
): Uint8Array {
  const path = join(tempDir(), `made.${kind}`);
  const [{ width, height }] = pictures;
  const raw = `-f rawvideo -pix_fmt rgba -s ${width}x${height} -framerate 10 -i pipe:0`;
  const length = soundSeconds > 0 ? `:duration=${soundSeconds}` : " -shortest";
  const words = `-v error ${raw} ${sound ? `${tone}${length} ` : ""}${encoders[kind]} ${path}`;
  const input = Buffer.concat(pictures.map(({ data }) => data));
  execFileSync("ffmpeg", words.split(" "), { input });
  return readFileSync(path);
}

/** What ffprobe finds in a video: one line of facts a stream, and the comment. */
export function lookIntoVideo(bytes: Uint8Array) {
  const path = join(tempDir(), "video");
  writeFileSync(path, bytes);
  const entries =
    "stream=codec_type,codec_name,width,height,avg_frame_rate,nb_read_frames:format_tags=comment";
  const words = `-v error -count_frames -show_entries ${entries} -of json ${path}`;
  const json = execFileSync("ffprobe", words.split(" "));
  const found = JSON.parse(json.toString()) as {
    streams: Record<string, unknown>[];
    format: { tags?: Record<string, string> };
  };
  const tags = Object.values(found.format.tags ?? {});
  return { streams: found.streams.map(plain), comment: tags.join() };
}

/** A sound's frames depend on the muxer; its rate is 0/0. */
function plain(stream: Record<string, unknown>) {
  const { codec_type, codec_name, width, height, avg_frame_rate, nb_read_frames } = stream;
  return codec_type === "video"
    ? { codec_type, codec_name, width, height, avg_frame_rate, nb_read_frames }
    : { codec_type, codec_name };
}

/** The pictures of a video as RGB bytes, one after another. */
export function picturesOf(bytes: Uint8Array): Buffer {
  const path = join(tempDir(), "video");
  writeFileSync(path, bytes);
  const words = `-v error -i ${path} -f rawvideo -pix_fmt rgb24 pipe:1`;
  return execFileSync("ffmpeg", words.split(" "), { maxBuffer: 256 * 1024 * 1024 });
}
