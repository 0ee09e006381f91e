/** Goes up when what stands behind the name changes its meaning: buttons live in old messages for ever. */
const version = "v1";

/** What a pressed button says to us: which component, and what it is about. At most 100 characters in all. */
export function customId(name: string, argument: string): string {
  return `${version}:${name}:${argument}`;
}

/** Undefined for an id of another version, or one that is not ours. */
export function parseCustomId(id: string): { name: string; argument: string } | undefined {
  const [found, name, ...rest] = id.split(":");
  if (found !== version || !name) return undefined;
  return { name, argument: rest.join(":") };
}
