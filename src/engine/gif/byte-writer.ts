/** Bytes that grow. For a writer of bits, `room` and `advance` give direct access without a copy. */
export interface ByteWriter {
  byte(value: number): void;
  /** Little-endian. */
  uint16(value: number): void;
  bytes(source: Uint8Array): void;
  /** The memory behind it, with at least `count` bytes free from `length()` on; valid until the next write. */
  room(count: number): Uint8Array;
  /** Takes `count` bytes that were written into `room`. */
  advance(count: number): void;
  length(): number;
  /** A copy of what was written. */
  toBytes(): Uint8Array;
}

export function createByteWriter(capacity = 4096): ByteWriter {
  let memory = new Uint8Array(capacity);
  let length = 0;

  function room(count: number): Uint8Array {
    if (length + count > memory.length) {
      const larger = new Uint8Array(Math.max(memory.length * 2, length + count));
      larger.set(memory.subarray(0, length));
      memory = larger;
    }
    return memory;
  }

  return {
    byte(value) {
      room(1)[length++] = value;
    },
    uint16(value) {
      const target = room(2);
      target[length++] = value & 0xff;
      target[length++] = value >> 8;
    },
    bytes(source) {
      room(source.length).set(source, length);
      length += source.length;
    },
    room,
    advance(count) {
      length += count;
    },
    length: () => length,
    toBytes: () => memory.slice(0, length),
  };
}
