import { mean } from "./metrics.ts";
import { againstPeer, growth, type PairReport } from "./pair-report.ts";
import { formatTable } from "./table.ts";

/** What the engine promises, as a mean over the pairs. */
interface Target {
  readonly figure: string;
  readonly kind: "at most" | "at least";
  readonly limit: number;
  readonly digits: number;
  /** Only pairs whose photo the gate has nothing to say against. */
  readonly goodPhotos?: boolean;
  /** Undefined where the figure has no meaning for a pair; such pairs do not count. */
  readonly value: (pair: PairReport) => number | undefined;
}

const atMost = "at most";
const atLeast = "at least";

/**
 * A clip's person is known throughout when its own frames are told to be the same person as often as a swap's are asked to
 * be the photo's. Where they are not, behind hands or in a small and turned face, no swap can be known for sure.
 */
const KNOWN = 0.95;

function whereKnown({ face }: PairReport, value: number): number | undefined {
  return face.among !== undefined && face.among.samePerson >= KNOWN ? value : undefined;
}

const targets: readonly Target[] = [
  {
    figure: "identity distance to the photo, photos that pass the gate",
    kind: atMost,
    limit: 0.47,
    digits: 3,
    goodPhotos: true,
    value: ({ face }) => face.toPhoto,
  },
  {
    figure: "frames nearer than 0.6 to the photo, photos that pass the gate, %",
    kind: atLeast,
    limit: 95,
    digits: 1,
    goodPhotos: true,
    value: ({ face }) => face.samePerson * 100,
  },
  {
    figure: "… where the clip's own person is known throughout: distance",
    kind: atMost,
    limit: 0.47,
    digits: 3,
    goodPhotos: true,
    value: (pair) => whereKnown(pair, pair.face.toPhoto),
  },
  {
    figure: "… where the clip's own person is known throughout: frames nearer than 0.6, %",
    kind: atLeast,
    limit: 95,
    digits: 1,
    goodPhotos: true,
    value: (pair) => whereKnown(pair, pair.face.samePerson * 100),
  },
  {
    figure: "identity distance to the photo, all photos",
    kind: atMost,
    limit: 0.47,
    digits: 3,
    value: ({ face }) => face.toPhoto,
  },
  {
    figure: "identity distance to the original",
    kind: atLeast,
    limit: 0.7,
    digits: 3,
    value: ({ face }) => face.toOriginal,
  },
  {
    figure: "landmark error, % of the eye distance",
    kind: atMost,
    limit: 2.8,
    digits: 2,
    value: ({ face }) => face.landmarkError,
  },
  {
    figure: "jitter, × the original's",
    kind: atMost,
    limit: 1.03,
    digits: 3,
    value: ({ face }) => growth(face.jitter),
  },
  {
    figure: "skin flicker, × the original's",
    kind: atMost,
    limit: 1,
    digits: 3,
    value: ({ face }) => growth(face.flicker),
  },
  {
    figure: "mouth opening, correlation where it moves clearly",
    kind: atLeast,
    limit: 0.93,
    digits: 3,
    value: ({ face }) => face.mouth.clearCorrelation,
  },
  {
    figure: "mouth opening, correlation where it moves at all",
    kind: atLeast,
    limit: 0.93,
    digits: 3,
    value: ({ face }) => face.mouth.correlation,
  },
  {
    figure: "eye opening, correlation where they move clearly",
    kind: atLeast,
    limit: 0.92,
    digits: 3,
    value: ({ face }) => face.eyes.clearCorrelation,
  },
  {
    figure: "eye opening, correlation where they move at all",
    kind: atLeast,
    limit: 0.92,
    digits: 3,
    value: ({ face }) => face.eyes.correlation,
  },
  {
    // A frame whose palette has no room may change a little: 45 dB and more counts as unchanged.
    figure: "pixels changed outside the mask, under 45 dB",
    kind: atMost,
    limit: 0,
    digits: 0,
    value: ({ outside }) => (outside.psnr >= 45 ? 0 : outside.changed),
  },
  {
    figure: "compute, ms a frame",
    kind: atMost,
    limit: 15,
    digits: 1,
    value: ({ engine }) => engine.computeMs,
  },
  {
    figure: "encode time, × sharp's",
    kind: atMost,
    limit: 0.2,
    digits: 2,
    value: (pair) => againstPeer(pair, "sharp")?.time,
  },
  {
    figure: "size, × sharp's",
    kind: atMost,
    limit: 0.97,
    digits: 2,
    value: (pair) => againstPeer(pair, "sharp")?.size,
  },
];

/** Compares the means over all pairs with what the engine promises; a table for a terminal. */
export function formatTargets(pairs: readonly PairReport[]): string {
  return formatTable(
    [
      { title: "mean over all pairs", value: (row) => row.figure },
      { title: "measured", value: (row) => row.measured },
      { title: "limit", value: (row) => row.limit },
      { title: "pairs", value: (row) => row.pairs },
      { title: "verdict", value: (row) => row.verdict },
    ],
    targets.map((target) => judge(target, pairs)),
  );
}

interface Verdict {
  readonly figure: string;
  readonly measured: string;
  readonly limit: string;
  /** How many pairs the figure has a meaning for. */
  readonly pairs: string;
  readonly verdict: string;
}

function judge(target: Target, pairs: readonly PairReport[]): Verdict {
  const { figure, kind, limit, digits } = target;
  const values = pairs
    .filter(({ gate }) => target.goodPhotos !== true || gate === "good")
    .map(target.value)
    .filter((value) => value !== undefined);
  const sign = kind === atMost ? "≤" : "≥";
  const row = { figure, limit: `${sign} ${limit}`, pairs: `${values.length}` };
  if (values.length === 0) return { ...row, measured: "–", verdict: "not measured" };
  const measured = mean(values);
  const missedBy = kind === atMost ? measured - limit : limit - measured;
  return {
    ...row,
    measured: measured.toFixed(digits),
    verdict: missedBy <= 0 ? "met" : `missed by ${missedBy.toFixed(digits)}`,
  };
}
