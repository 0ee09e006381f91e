/** One figure of `npm run bench`. With a peer, which did the same work in the same run, the ratio is what counts. */
export interface BenchRow {
  readonly name: string;
  readonly ours: number;
  readonly peer?: number;
  readonly unit: string;
}

/** A row as a line of the report. */
export function benchLine({ name, ours, peer, unit }: BenchRow): string {
  const figures = peer === undefined ? "" : `${figure(peer).padStart(10)} ${figure(ours / peer)}×`;
  return `${name.padEnd(72)} ${figure(ours).padStart(10)} ${unit.padEnd(9)}${figures}`;
}

function figure(value: number): string {
  return value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2);
}
