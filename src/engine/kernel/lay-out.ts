/** Addresses are multiples of this, as vectors like it. */
const ALIGNMENT = 16;

/** Deals out memory, one array behind the other. */
export function layOut(from: number) {
  let end = from;
  return {
    take(bytes: number) {
      const address = end;
      end = Math.ceil((end + bytes) / ALIGNMENT) * ALIGNMENT;
      return address;
    },
    end: () => end,
  };
}
