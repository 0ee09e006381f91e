/** As Discord counts: a kB is 1024 bytes. */
const units: Readonly<Record<string, number>> = {
  "": 1,
  b: 1,
  k: 1024,
  kb: 1024,
  kib: 1024,
  m: 1024 ** 2,
  mb: 1024 ** 2,
  mib: 1024 ** 2,
};

/** `8MB`, `512 kB` or `250000` in bytes; undefined for what is no size above 0. */
export function parseByteSize(text: string): number | undefined {
  const [, figure, unit] = /^\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*$/i.exec(text) ?? [];
  const factor = units[unit?.toLowerCase() ?? ""];
  const bytes = Math.floor(Number(figure) * (factor ?? Number.NaN));
  return bytes > 0 ? bytes : undefined;
}
