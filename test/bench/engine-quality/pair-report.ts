import type { PhotoVerdict } from "../../../src/engine/photo-gate/photo-verdict.ts";
import type { FaceFigures } from "./compare-faces.ts";
import type { OutsideFigures } from "./compare-outside.ts";
import type { EncodeFigures } from "./peer-encoders.ts";

export interface EngineFigures {
  readonly frames: number;
  readonly framesSwapped: number;
  /** Milliseconds of computing a frame of the clip, by the engine's own names of its stages. */
  readonly stages: Readonly<Record<string, number>>;
  /** Milliseconds a frame for all but writing the GIF. */
  readonly computeMs: number;
  /** Milliseconds for the whole clip. */
  readonly encodeMs: number;
  readonly bytes: number;
  readonly sourceBytes: number;
}

/** All that is known about one photo's face in one clip. */
export interface PairReport {
  readonly clip: string;
  readonly photo: string;
  /** What the engine's own gate says of the photo. */
  readonly gate: PhotoVerdict["verdict"];
  readonly face: FaceFigures;
  readonly outside: OutsideFigures;
  readonly engine: EngineFigures;
  /** Other encoders on the same frames; sharp first. */
  readonly peers: readonly EncodeFigures[];
}

/** The result's figure for an original's figure of 1. */
export function growth(
  figure: { original: number; result: number } | undefined,
): number | undefined {
  return figure === undefined ? undefined : figure.result / figure.original;
}

/** Our time and size for a peer's of 1; undefined when the peer did not run. */
export function againstPeer(
  { engine, peers }: PairReport,
  encoder: string,
): { time: number; size: number } | undefined {
  const peer = peers.find((candidate) => candidate.encoder === encoder);
  return peer && { time: engine.encodeMs / peer.ms, size: engine.bytes / peer.bytes };
}
