const discordEpoch = 1_420_070_400_000n;

/** Makes Discord ids: 42 bits of milliseconds since 2015, then 22 bits that keep ids of one millisecond apart. */
export function createSnowflakes(): (unixMs?: number) => string {
  let count = 0n;
  return (unixMs = Date.now()) => {
    count = (count + 1n) & 0x3fffffn;
    return String(((BigInt(unixMs) - discordEpoch) << 22n) | count);
  };
}
