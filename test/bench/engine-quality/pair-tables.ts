import { mean } from "./metrics.ts";
import { againstPeer, growth, type PairReport } from "./pair-report.ts";
import { formatTable, type Column } from "./table.ts";

type PairColumn = Column<PairReport>;

const names: readonly PairColumn[] = [
  { title: "clip", value: (pair) => pair.clip },
  { title: "photo", value: (pair) => pair.photo },
];

const likeness: readonly PairColumn[] = [
  { title: "width", digits: 0, value: ({ face }) => face.faceWidth },
  { title: "→photo", value: ({ face }) => face.toPhoto },
  { title: "→orig", value: ({ face }) => face.toOriginal },
  { title: "base", value: ({ face }) => face.base },
  { title: "among", value: ({ face }) => face.among?.distance },
  { title: "<0.6 %", digits: 0, value: ({ face }) => face.samePerson * 100 },
  { title: "mouth err", digits: 3, value: ({ face }) => face.mouth.error },
  { title: "corr", value: ({ face }) => face.mouth.correlation },
  { title: "twice", value: ({ face }) => face.mouth.readTwice },
  { title: "eyes err", digits: 3, value: ({ face }) => face.eyes.error },
  { title: "corr", value: ({ face }) => face.eyes.correlation },
  { title: "twice", value: ({ face }) => face.eyes.readTwice },
  { title: "landm %", digits: 1, value: ({ face }) => face.landmarkError },
  { title: "jitter", value: ({ face }) => face.jitter?.original },
  { title: "→", value: ({ face }) => face.jitter?.result },
  { title: "×", value: ({ face }) => growth(face.jitter) },
  { title: "flicker", value: ({ face }) => face.flicker?.original },
  { title: "→", value: ({ face }) => face.flicker?.result },
  { title: "×", value: ({ face }) => growth(face.flicker) },
  { title: "outside px", digits: 0, value: ({ outside }) => outside.changed },
  { title: "dB", digits: 1, value: ({ outside }) => outside.psnr },
];

function effort(pairs: readonly PairReport[]): PairColumn[] {
  const stages = new Set(pairs.flatMap(({ engine }) => Object.keys(engine.stages)));
  const encoders = new Set(pairs.flatMap(({ peers }) => peers.map(({ encoder }) => encoder)));
  return [
    { title: "frames", digits: 0, value: ({ engine }) => engine.frames },
    { title: "swapped", digits: 0, value: ({ engine }) => engine.framesSwapped },
    ...[...stages].map((stage) => ({
      title: stage,
      digits: 1,
      value: ({ engine }: PairReport) => engine.stages[stage],
    })),
    { title: "compute", digits: 1, value: ({ engine }) => engine.computeMs },
    { title: "× source", value: ({ engine }) => engine.bytes / engine.sourceBytes },
    ...[...encoders].flatMap((encoder) => [
      { title: `time × ${encoder}`, value: (pair: PairReport) => againstPeer(pair, encoder)?.time },
      { title: `size × ${encoder}`, value: (pair: PairReport) => againstPeer(pair, encoder)?.size },
    ]),
  ];
}

/** Likeness, expression and calm of every pair; the last row is the mean of each column. */
export function formatLikeness(pairs: readonly PairReport[]): string {
  return formatWithMeans([...names, ...likeness], pairs);
}

/** Likeness, expression and calm of every photo, as means over its pairs. */
export function formatPhotos(pairs: readonly PairReport[]): string {
  const photos = [...new Set(pairs.map(({ photo }) => photo))];
  const columns = [
    { title: "photo", value: ([pair]: readonly PairReport[]) => pair.photo },
    { title: "gate", value: ([pair]: readonly PairReport[]) => pair.gate },
    ...likeness.map((column) => ({
      ...column,
      value: (ofPhoto: readonly PairReport[]) => {
        const figures = ofPhoto.map(column.value).filter((cell) => typeof cell === "number");
        return figures.length > 0 ? mean(figures) : undefined;
      },
    })),
  ];
  return formatTable(
    columns,
    photos.map((name) => pairs.filter(({ photo }) => photo === name)),
  );
}

/** Time by stage (ms a frame) and size of every pair; the last row is the mean of each column. */
export function formatEffort(pairs: readonly PairReport[]): string {
  return formatWithMeans([...names, ...effort(pairs)], pairs);
}

function formatWithMeans(columns: readonly PairColumn[], pairs: readonly PairReport[]): string {
  const rows = pairs.map((pair) => columns.map((column) => column.value(pair)));
  const means = columns.map((_, index) => {
    if (index < names.length) return index === 0 ? "mean" : "";
    const figures = rows.map((cells) => cells[index]).filter((cell) => typeof cell === "number");
    // Where nothing changed the signal is infinitely above the noise, which has no mean with others.
    const finite = figures.filter(Number.isFinite);
    return finite.length > 0 ? mean(finite) : figures[0];
  });
  return formatTable(
    columns.map(({ title, digits }, index) => ({
      title,
      value: (cells: (typeof rows)[number]) => cells[index],
      ...(digits === undefined ? {} : { digits }),
    })),
    [...rows, means],
  );
}
