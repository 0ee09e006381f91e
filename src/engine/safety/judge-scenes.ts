/** What a classifier thinks of one picture: probabilities that add up to 1. */
export interface SceneScores {
  readonly drawing: number;
  /** Sexual drawings. */
  readonly hentai: number;
  readonly neutral: number;
  readonly porn: number;
  /** Suggestive, not explicit: underwear, poses. */
  readonly sexy: number;
}

/** All that is known of one frame. */
export interface FrameEvidence {
  /** The small network's, of every frame that is looked at. */
  readonly first: SceneScores;
  /** The large network's, of frames that `asksSecond` wants it for. */
  readonly second?: SceneScores | undefined;
}

export type SafetyRule = "sexual" | "minor";

/** Both networks are this sure of the same frame: a clip may hide its one frame among harmless ones. */
const SURE = { first: 0.6, second: 0.9 };
/**
 * Both networks see it in the same frame. Close-ups of talking faces come near this in single frames (0.46 and 0.38 in one of
 * them), so that a share of the frames has to agree as well.
 */
const LIKELY = { first: 0.4, second: 0.7 };
const LIKELY_FRAMES = 2;
const LIKELY_SHARE = 0.25;
/** Sexual or suggestive, by both networks: enough where somebody looks young. */
const SUGGESTIVE = { first: 0.5, second: 0.7 };
/** Years. Of faces of 9 to 18 years the network is wrong by five on average; adults that it takes for less are few. */
const YOUNG = 20;

/** Is the small network's word enough to ask the large one? */
export function asksSecond(first: SceneScores): boolean {
  return explicit(first) >= LIKELY.first || suggestive(first) >= SUGGESTIVE.first;
}

/**
 * Is there sexual content in a clip, or in a picture, which is a clip of one frame? Both networks must see it in the same
 * frame: clearly in one, or probably in two and in a quarter of those that were looked at.
 */
export function isSexual(frames: readonly FrameEvidence[]): boolean {
  if (frames.some((frame) => agree(frame, explicit, SURE))) return true;
  const likely = frames.filter((frame) => agree(frame, explicit, LIKELY)).length;
  return likely >= LIKELY_FRAMES && likely >= frames.length * LIKELY_SHARE;
}

/** Do both networks see something in this frame that no minor's face may be part of? */
export function isSuggestive(frame: FrameEvidence): boolean {
  return agree(frame, suggestive, SUGGESTIVE);
}

/**
 * Does a face look like a minor's? Asked only of faces that are part of something suggestive, or are to be put into it: on
 * its own a young face is no reason for anything.
 * @param years estimates from several views of the same face, at least one; all must say so
 */
export function looksYoung(years: readonly number[]): boolean {
  return years.every((age) => age < YOUNG);
}

function agree(
  { first, second }: FrameEvidence,
  measure: (scores: SceneScores) => number,
  least: { readonly first: number; readonly second: number },
): boolean {
  return second !== undefined && measure(first) >= least.first && measure(second) >= least.second;
}

function explicit({ porn, hentai }: SceneScores): number {
  return porn + hentai;
}

function suggestive(scores: SceneScores): number {
  return explicit(scores) + scores.sexy;
}
