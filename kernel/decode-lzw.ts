/** Codes never grow beyond 12 bits (GIF89a specification, appendix F). */
const MAX_CODES: i32 = 4096;
const MAX_CODE_BITS: u32 = 12;

/**
 * Twin: `createLzwDecoder` in src/engine/gif/lzw-decode.ts, for code sizes that bytes hold.
 * @param data sub-blocks, `length` bytes of them, with 4 bytes of room behind them; they are joined in place
 * @param minCodeSize 1…8
 * @param strings room for 4096 × two numbers: where in `pixels` each code's string begins, and how long it is
 * @param pixels receives `count` bytes at most, with 16 of room behind them
 * @param resets receives how many positions follow, then the positions
 * @returns how many pixels were decoded
 */
export function decodeLzw(
  data: usize,
  length: i32,
  minCodeSize: i32,
  strings: usize,
  pixels: usize,
  count: i32,
  resets: usize,
): i32 {
  const bits: usize = joinBlocks(data, length) * 8;
  const clear = 1 << minCodeSize;
  const endOfData = clear + 1;
  let next = endOfData + 1;
  let codeBits: u32 = minCodeSize + 1;
  let previousStart = 0;
  let previousLength = 0;
  let position = 0;
  let lastReset = 0;
  let resetCount = 0;
  for (let bit: usize = 0; position < count; ) {
    if (bit + codeBits > bits) break;
    const code = <i32>((load<u32>(data + (bit >> 3)) >> (<u32>bit & 7)) & ((1 << codeBits) - 1));
    bit += codeBits;
    if (code < clear) {
      if (previousLength > 0 && next < MAX_CODES) {
        remember(strings, next++, previousStart, previousLength + 1);
        if (next === 1 << codeBits && codeBits < MAX_CODE_BITS) codeBits++;
      }
      store<u8>(pixels + position, <u8>code);
      previousStart = position++;
      previousLength = 1;
      continue;
    }
    if (code === clear) {
      if (position > lastReset) {
        lastReset = position;
        store<i32>(resets + <usize>++resetCount * 4, position);
      }
      next = endOfData + 1;
      codeBits = minCodeSize + 1;
      previousLength = 0;
      continue;
    }
    if (code === endOfData) break;
    if (previousLength > 0 && next < MAX_CODES) {
      remember(strings, next++, previousStart, previousLength + 1);
      if (next === 1 << codeBits && codeBits < MAX_CODE_BITS) codeBits++;
    }
    if (code >= next) break;
    const start = load<i32>(strings + <usize>code * 8);
    previousLength = load<i32>(strings + <usize>code * 8, 4);
    previousStart = position;
    const from = pixels + start;
    const to = pixels + position;
    const copied = min(previousLength, count - position);
    for (let done = 0; done < copied; done += 16) v128.store(to + done, v128.load(from + done));
    // The string that was remembered a moment ago ends with the pixel that it begins with now.
    if (start + previousLength > position) store<u8>(to + previousLength - 1, load<u8>(from));
    position += copied;
  }
  store<i32>(resets, resetCount);
  return position;
}

// @ts-ignore: decorator
@inline
function remember(strings: usize, code: i32, start: i32, length: i32): void {
  store<i32>(strings + <usize>code * 8, start);
  store<i32>(strings + <usize>code * 8, length, 4);
}

/** @returns bytes up to the empty block or the end of the data */
function joinBlocks(data: usize, length: i32): i32 {
  const end = data + length;
  let to = data;
  for (let at = data; at < end; ) {
    const block: usize = load<u8>(at++);
    if (block === 0) break;
    const bytes = min<usize>(block, end - at);
    memory.copy(to, at, bytes);
    at += bytes;
    to += bytes;
  }
  return <i32>(to - data);
}
