/** Every key `namespace:…` lies strictly between these, byte for byte: `;` is the character after `:`. */
export function keyRange(namespace: string | undefined): { from: string; to: string } {
  if (!namespace) throw new RangeError("a keyv store needs a namespace");
  return { from: `${namespace}:`, to: `${namespace};` };
}
