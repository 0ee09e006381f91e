/** Codes never grow beyond 12 bits (GIF89a specification, appendix F). */
const MAX_CODES: i32 = 4096;
const MAX_CODE_BITS: i32 = 12;
/** No index: an alternative that there is not. */
const NO_ALTERNATIVE: i32 = 256;
const NOTHING_YET: i32 = -1;

/** As the constants of the twin. */
const JUDGED: i32 = 200;
const HARD: i32 = 4;
const SHORT: i32 = 3;
const MAX_FITTING: usize = 16;

/** The tree of strings: a hash table of 2¹⁴ entries, then what is known of each code, then the strings that fit. */
const TABLE_BITS: u32 = 14;
const TABLE_BYTES: usize = 4 << TABLE_BITS;
const BRANCHES: usize = TABLE_BYTES;
const PARENTS: usize = BRANCHES + 4 * MAX_CODES;
const FIRSTS: usize = PARENTS + 2 * MAX_CODES;
const LASTS: usize = FIRSTS + MAX_CODES;
const FITTING: usize = LASTS + MAX_CODES;
/** Two bytes a code, and one more code than are followed. */
const FITTING_BYTES: usize = 2 * MAX_FITTING + 2;

/** How many bytes the tree takes. */
export function treeRoom(): usize {
  return FITTING + 2 * FITTING_BYTES;
}

/** Where the longest strings of the last search are, and how many. */
let fitting: usize = 0;
let fits: i32 = 0;
/** The entry that was added last; 0 when there was one already. */
let added: usize = 0;

/**
 * Twin: `createPlainCodeChooser` in src/engine/gif/choose-codes.ts, and `createStringTree` beside it.
 * @param indexes `count` bytes; receives which way each pixel went
 * @param alternatives `count` times two bytes
 * @param tree `treeRoom` bytes
 * @param codes receives two bytes a code, at most `count` and one for every 200 pixels and 2 more
 * @returns how many codes there are
 */
export function chooseCodes(
  indexes: usize,
  alternatives: usize,
  count: i32,
  minCodeSize: i32,
  tree: usize,
  codes: usize,
): i32 {
  const clear = 1 << minCodeSize;
  let length = 0;
  let at = 0;
  do {
    store<u16>(codes + (<usize>(length++) << 1), <u16>clear);
    forget(tree, clear);
    let known = clear + 2;
    let width = minCodeSize + 1;
    let bits: i64 = 0;
    let work: i64 = 0;
    let judged = 0;
    let judgedWork: i64 = 0;
    let previous = NOTHING_YET;
    let aheadLength = 0;
    let aheadCode = 0;
    let isDear = false;
    while (at < count && !isDear) {
      const learns = previous !== NOTHING_YET && known < MAX_CODES;
      let matched = aheadLength;
      let code = aheadCode;
      if (aheadLength > 0) {
        if (learns) add(tree, previous, firstOf(tree, code), known);
      } else {
        const guess = learns ? firstOf(tree, previous) : NO_ALTERNATIVE;
        const guesses =
          learns &&
          (<i32>load<u8>(indexes + at) === guess ||
            <i32>load<u16>(alternatives + (<usize>at << 1)) === guess);
        if (guesses) add(tree, previous, guess, known);
        matched = search(tree, indexes, alternatives, at, count);
        code = load<u16>(fitting);
        if (learns && !(guesses && firstOf(tree, code) === guess)) {
          if (guesses && added !== 0) store<u32>(added, 0);
          add(tree, previous, firstOf(tree, code), known);
        }
      }

      aheadLength = 0;
      if (matched > 1 && at + matched < count) {
        aheadLength = search(tree, indexes, alternatives, at + matched, count);
        aheadCode = load<u16>(fitting);
        let outdated = isFitting(code);
        if (aheadLength <= SHORT && known === MAX_CODES) {
          const cutLength = search(tree, indexes, alternatives, at + matched - 1, count);
          if (cutLength - 1 > aheadLength) {
            matched--;
            code = load<u16>(tree + (<usize>code << 1), PARENTS);
            aheadLength = cutLength;
            aheadCode = load<u16>(fitting);
            outdated = isFitting(code);
          }
        }
        if (outdated) aheadLength = 0;
      }

      store<u16>(codes + (<usize>(length++) << 1), <u16>code);
      bits += width;
      let rest = code;
      for (let to = at + matched - 1; to >= at; to--) {
        store<u8>(indexes + to, load<u8>(tree + rest, LASTS));
        rest = load<u16>(tree + (<usize>rest << 1), PARENTS);
        work +=
          <i32>load<u16>(alternatives + (<usize>to << 1)) === NO_ALTERNATIVE ? HARD : 1;
      }
      at += matched;
      previous = code;
      if (learns) {
        known++;
        if (known === 1 << width && width < MAX_CODE_BITS) width++;
        judgedWork = work;
      } else if (known === MAX_CODES && ++judged === JUDGED) {
        isDear = <i64>(JUDGED * width) * work > bits * (work - judgedWork);
        judged = 0;
        judgedWork = work;
      }
    }
  } while (at < count);
  store<u16>(codes + (<usize>(length++) << 1), <u16>(clear + 1));
  return length;
}

function forget(tree: usize, clear: i32): void {
  memory.fill(tree, 0, PARENTS);
  for (let pixel = 0; pixel < clear; pixel++) {
    store<u8>(tree + pixel, <u8>pixel, FIRSTS);
    store<u8>(tree + pixel, <u8>pixel, LASTS);
  }
}

/** Finds the longest strings that show the pixels from `at` on. Returns their length. */
function search(tree: usize, indexes: usize, alternatives: usize, at: i32, end: i32): i32 {
  let from = tree + FITTING;
  let to = from + FITTING_BYTES;
  store<u16>(from, load<u8>(indexes + at));
  let last = from + 2;
  const other = load<u16>(alternatives + (<usize>at << 1));
  if (other !== <u16>NO_ALTERNATIVE) {
    store<u16>(last, other);
    last += 2;
  }
  let next = at + 1;
  for (; next < end; next++) {
    const index: i32 = load<u8>(indexes + next);
    const alternative: i32 = load<u16>(alternatives + (<usize>next << 1));
    const most = to + 2 * MAX_FITTING;
    let found = to;
    for (let k = from; k < last && found < most; k += 2) {
      const code: i32 = load<u16>(k);
      const branches = load<u32>(tree + (<usize>code << 2), BRANCHES);
      if ((branches >>> index) & 1) {
        const child = find(tree, (code << 8) | index);
        if (child !== 0) {
          store<u16>(found, <u16>child);
          found += 2;
        }
      }
      if (alternative !== NO_ALTERNATIVE && (branches >>> alternative) & 1) {
        const child = find(tree, (code << 8) | alternative);
        if (child !== 0) {
          store<u16>(found, <u16>child);
          found += 2;
        }
      }
    }
    if (found === to) break;
    last = found;
    const swap = from;
    from = to;
    to = swap;
  }
  fitting = from;
  fits = <i32>((last - from) >> 1);
  return next - at;
}

function isFitting(code: i32): bool {
  for (let k = 0; k < fits; k++) {
    if (<i32>load<u16>(fitting + (<usize>k << 1)) === code) return true;
  }
  return false;
}

// @ts-ignore: decorator
@inline
function firstOf(tree: usize, code: i32): i32 {
  return load<u8>(tree + code, FIRSTS);
}

// @ts-ignore: decorator
@inline
function placeOf(tree: usize, key: u32): usize {
  let place = (key * 0x9e37_79b1) >>> (32 - TABLE_BITS);
  let entry = load<u32>(tree + (<usize>place << 2));
  while (entry !== 0 && entry >>> MAX_CODE_BITS !== key) {
    place = (place + 1) & ((1 << TABLE_BITS) - 1);
    entry = load<u32>(tree + (<usize>place << 2));
  }
  return tree + (<usize>place << 2);
}

// @ts-ignore: decorator
@inline
function find(tree: usize, key: u32): i32 {
  return load<u32>(placeOf(tree, key)) & (MAX_CODES - 1);
}

function add(tree: usize, code: i32, pixel: i32, gets: i32): void {
  const key = (code << 8) | pixel;
  const place = placeOf(tree, key);
  if (load<u32>(place) !== 0) {
    added = 0;
    return;
  }
  added = place;
  store<u32>(place, (key << MAX_CODE_BITS) | gets);
  const branches = tree + (<usize>code << 2);
  store<u32>(branches, load<u32>(branches, BRANCHES) | (1 << pixel), BRANCHES);
  store<u16>(tree + (<usize>gets << 1), <u16>code, PARENTS);
  store<u8>(tree + gets, <u8>firstOf(tree, code), FIRSTS);
  store<u8>(tree + gets, <u8>pixel, LASTS);
}
