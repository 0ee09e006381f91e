/** Weights of squared differences, as in src/engine/gif/nearest-colour.ts, and their sum. */
const RED: i32 = 3;
const GREEN: i32 = 6;
const BLUE: i32 = 2;
const AXIS_LENGTH: i32 = RED + GREEN + BLUE;
/** A channel that no colour is near to; its distance still leaves eight bits of a number free. */
const NOWHERE: i32 = 700;
/** More than any key. */
export const NOT_FOUND: i32 = 0x7fff_ffff;

/** Colours by their places on the grey axis, four to a block, and of each its number in the order given. */
const MOST: usize = 256;
const REDS_GREENS: usize = 0;
const BLUES: usize = REDS_GREENS + 4 * MOST;
const PLACES: usize = BLUES + 4 * MOST;
const NUMBERS: usize = PLACES + 4 * MOST;
/** Of each number the rank on the axis. */
const RANKS: usize = NUMBERS + 4 * MOST;
/** Two bytes for each stretch of the axis: how many colours lie before it, and where its next one goes. */
const STRETCH_BITS: i32 = 4;
const STRETCHES: i32 = ((255 * AXIS_LENGTH) >> STRETCH_BITS) + 2;
const BEFORE: usize = RANKS + MOST;
const NEXT: usize = BEFORE + 2 * STRETCHES;
/** Two bytes for each cell of similar colours: one more than the rank of the last answer, 0 for none yet. */
const CELL_BITS: i32 = 5;
const GUESSES: usize = NEXT + 2 * STRETCHES;
const GUESSES_BYTES: usize = 2 << (3 * CELL_BITS);

/** How many bytes colours take. */
export function coloursRoom(): usize {
  return GUESSES + GUESSES_BYTES;
}

let count: i32 = 0;
/** What was found last: distance × 256 + the colour's number. */
export let nearest: i32 = NOT_FOUND;
export let second: i32 = NOT_FOUND;

/**
 * Takes over colours for `searchColours`.
 * @param table 256 RGBA colours
 * @param slots `given` bytes, 1…256 of them: which of these colours, in an order that decides between equally near ones
 * @param colours `coloursRoom` bytes
 */
export function loadColours(table: usize, slots: usize, given: i32, colours: usize): void {
  count = given;
  memory.fill(colours + BEFORE, 0, 4 * STRETCHES + GUESSES_BYTES);
  for (let number = 0; number < given; number++) {
    const stretch = stretchOf(colours, placeOf(colourOf(table, slots, number))) + 2;
    store<u16>(stretch, load<u16>(stretch, BEFORE) + 1, BEFORE);
  }
  for (let stretch = 1; stretch < STRETCHES; stretch++) {
    const at = colours + (<usize>stretch << 1);
    store<u16>(at, load<u16>(at, BEFORE) + load<u16>(at - 2, BEFORE), BEFORE);
  }
  memory.copy(colours + NEXT, colours + BEFORE, 2 * STRETCHES);
  for (let number = 0; number < given; number++) {
    const rgba = colourOf(table, slots, number);
    const place = placeOf(rgba);
    const stretch = stretchOf(colours, place);
    const first: i32 = load<u16>(stretch, BEFORE);
    let rank: i32 = load<u16>(stretch, NEXT);
    store<u16>(stretch, <u16>(rank + 1), NEXT);
    for (; rank > first; rank--) {
      const to = colours + (<usize>rank << 2);
      if (load<i32>(to - 4, PLACES) <= place) break;
      store<i32>(to, load<i32>(to - 4, REDS_GREENS), REDS_GREENS);
      store<i32>(to, load<i32>(to - 4, BLUES), BLUES);
      store<i32>(to, load<i32>(to - 4, PLACES), PLACES);
      store<i32>(to, load<i32>(to - 4, NUMBERS), NUMBERS);
    }
    put(colours, rank, rgba & 255, (rgba >> 8) & 255, (rgba >> 16) & 255, place, number);
  }
  for (let rank = 0; rank < given; rank++) {
    const number = load<i32>(colours + (<usize>rank << 2), NUMBERS);
    store<u8>(colours + <usize>number, <u8>rank, RANKS);
  }
  // What fills the last block up lies nowhere.
  const end = load<i32>(colours + (<usize>(given - 1) << 2), PLACES);
  for (let rank = given; (rank & 3) !== 0; rank++) {
    put(colours, rank, NOWHERE, NOWHERE, NOWHERE, end, 0);
  }
}

/**
 * Finds the colour nearest to (r, g, b), and the second one when it is further off by less than `reach`: sets `nearest`
 * and `second`. Blocks are looked at outwards from a guess, until the axis alone is further than what was found. The
 * guess, which is the last answer for a similar colour, is one of those that are found, so that nothing depends on it.
 */
export function searchColours(colours: usize, r: i32, g: i32, b: i32, reach: i32): void {
  const cell =
    colours + (<usize>(((((r >> 3) << CELL_BITS) | (g >> 3)) << CELL_BITS) | (b >> 3)) << 1);
  const place = RED * r + GREEN * g + BLUE * b;
  let guess: i32 = <i32>load<u16>(cell, GUESSES) - 1;
  if (guess < 0) guess = min<i32>(load<u16>(stretchOf(colours, place), BEFORE), count - 1);
  const guessed = colours + (<usize>guess << 2);
  const redGreen = load<i32>(guessed, REDS_GREENS);
  const far = squared(
    r - (redGreen & 0xffff),
    g - (redGreen >> 16),
    b - load<i32>(guessed, BLUES),
  );
  nearest = NOT_FOUND;
  second = NOT_FOUND;
  let limit = (far + max(reach, 1)) << 8;

  const wanted = i32x4.splat((g << 16) | r);
  const blue = i32x4.splat(b);
  const start = guess >> 2;
  const end = (count + 3) >> 2;
  limit = look(colours + (<usize>start << 4), wanted, blue, reach, limit);
  for (let block = start + 1; block < end; block++) {
    const at = colours + (<usize>block << 4);
    const apart = load<i32>(at, PLACES) - place;
    if (apart > 0 && apart * apart > AXIS_LENGTH * ((limit - 1) >> 8)) break;
    limit = look(at, wanted, blue, reach, limit);
  }
  for (let block = start - 1; block >= 0; block--) {
    const at = colours + (<usize>block << 4);
    const apart = place - load<i32>(at, PLACES + 12);
    if (apart > 0 && apart * apart > AXIS_LENGTH * ((limit - 1) >> 8)) break;
    limit = look(at, wanted, blue, reach, limit);
  }
  if (second >> 8 >= (nearest >> 8) + reach) second = NOT_FOUND;
  store<u16>(cell, <u16>load<u8>(colours + <usize>(nearest & 255), RANKS) + 1, GUESSES);
}

/** As `colourDistance` in src/engine/gif/nearest-colour.ts, of the differences. */
// @ts-ignore: decorator
@inline
export function squared(r: i32, g: i32, b: i32): i32 {
  return RED * r * r + GREEN * g * g + BLUE * b * b;
}

/** Compares a block of four colours. @returns the limit below which keys still matter */
// @ts-ignore: decorator
@inline
function look(block: usize, wanted: v128, blue: v128, reach: i32, limit: i32): i32 {
  const redGreen = i16x8.sub(v128.load(block, REDS_GREENS), wanted);
  const blues = i16x8.sub(v128.load(block, BLUES), blue);
  const distances = i32x4.add(
    i32x4.dot_i16x8_s(redGreen, i16x8.mul(redGreen, i16x8(3, 6, 3, 6, 3, 6, 3, 6))),
    i32x4.dot_i16x8_s(blues, i16x8.mul(blues, i16x8(2, 0, 2, 0, 2, 0, 2, 0))),
  );
  const keys = v128.or(i32x4.shl(distances, 8), v128.load(block, NUMBERS));
  if (!v128.any_true(i32x4.lt_s(keys, i32x4.splat(limit)))) return limit;
  note(i32x4.extract_lane(keys, 0));
  note(i32x4.extract_lane(keys, 1));
  note(i32x4.extract_lane(keys, 2));
  note(i32x4.extract_lane(keys, 3));
  return min(limit, reach === 0 ? nearest : min(second, ((nearest >> 8) + reach) << 8));
}

// @ts-ignore: decorator
@inline
function note(key: i32): void {
  if (key < nearest) {
    second = nearest;
    nearest = key;
  } else if (key < second) {
    second = key;
  }
}

// @ts-ignore: decorator
@inline
function colourOf(table: usize, slots: usize, number: i32): i32 {
  return load<i32>(table + (<usize>load<u8>(slots + <usize>number) << 2));
}

// @ts-ignore: decorator
@inline
function placeOf(rgba: i32): i32 {
  return RED * (rgba & 255) + GREEN * ((rgba >> 8) & 255) + BLUE * ((rgba >> 16) & 255);
}

// @ts-ignore: decorator
@inline
function stretchOf(colours: usize, place: i32): usize {
  return colours + (<usize>(place >> STRETCH_BITS) << 1);
}

function put(colours: usize, rank: i32, r: i32, g: i32, b: i32, place: i32, number: i32): void {
  const at = colours + (<usize>rank << 2);
  store<i32>(at, (g << 16) | r, REDS_GREENS);
  store<i32>(at, b, BLUES);
  store<i32>(at, place, PLACES);
  store<i32>(at, number, NUMBERS);
}
