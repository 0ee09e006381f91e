import { coloursRoom, loadColours, nearest, NOT_FOUND, searchColours, second, squared } from "./nearest-colours";

/** As in the twin and the files that it imports. */
const NOTHING: i32 = 256;
const REPLACE: i32 = 257;
const RESTORE: i32 = 258;
const NO_ALTERNATIVE: i32 = 256;
const STILL_CLOSE: i32 = 130;
const AS_CLOSE: i32 = 25;
const ERROR_BITS: i32 = 5;
const HALF: i32 = 1 << (ERROR_BITS - 1);

/** The colours of a frame, one array behind the other: 256 RGBA, then three times 256 bytes. */
const SLOTS: usize = 1024;
const SLOT_OF: usize = SLOTS + 256;
const HOLDS: usize = SLOT_OF + 256;
const COLOURS: usize = HOLDS + 256;

/** How many bytes they take with what `loadPalette` makes of them. */
export function paletteRoom(): usize {
  return COLOURS + coloursRoom();
}

/** Before `paintPixels`: takes over a frame's colours, of which the first `count` slots may be drawn with. */
export function loadPalette(palette: usize, count: i32): void {
  loadColours(palette, palette + SLOTS, count, palette + COLOURS);
}

/**
 * Twin: `paintPixels` in src/engine/gif/paint-pixels.ts, for whole rows.
 * @param palette what `loadPalette` took
 * @param transparent the slot, or −1
 * @param errors zeros before the first row: room for two rows of three numbers a pixel and two pixels more
 * @returns the highest index, and 256 more when a restored pixel missed its colour
 */
export function paintPixels(
  drawn: usize,
  wanted: usize,
  shown: usize,
  drawnSlots: usize,
  width: i32,
  rows: i32,
  palette: usize,
  transparent: i32,
  dithers: bool,
  errors: usize,
  indexes: usize,
  alternatives: usize,
): i32 {
  const none = transparent < 0 ? NO_ALTERNATIVE : transparent;
  const untouched = max(transparent, 0);
  const stride: usize = (width + 2) * 12;
  const reach = dithers ? 0 : AS_CLOSE;
  let highest = 0;
  let missed = 0;
  for (let row = 0; row < rows; row++) {
    if (dithers) {
      memory.copy(errors, errors + stride, stride);
      memory.fill(errors + stride, 0, stride);
    }
    let error = errors + 12;
    for (let x = 0; x < width; x++, error += 12) {
      const draws: i32 = load<u16>(drawn);
      const before = load<i32>(shown);
      let slot = untouched;
      let alternative = NO_ALTERNATIVE;
      if (draws <= NOTHING) {
        if (draws < NOTHING) slot = load<u8>(palette + <usize>draws, SLOT_OF);
        if (slot === transparent) {
          const last: i32 = load<u8>(drawnSlots);
          if (load<u8>(palette + <usize>last, HOLDS) !== 0 && colourAt(palette, last) === before) {
            alternative = last;
          }
        } else if (colourAt(palette, slot) === before) {
          alternative = none;
        }
      } else {
        const rgba = load<i32>(wanted);
        let r = rgba & 255;
        let g = (rgba >> 8) & 255;
        let b = (rgba >> 16) & 255;
        const replaces = draws === REPLACE;
        const passesOn = dithers && replaces;
        if (passesOn) {
          r = corrected(r, load<i32>(error));
          g = corrected(g, load<i32>(error, 4));
          b = corrected(b, load<i32>(error, 8));
        }
        searchColours(palette + COLOURS, r, g, b, replaces ? reach : 0);
        slot = load<u8>(palette + <usize>(nearest & 255), SLOTS);
        const chosen = nearest >> 8;
        if (replaces || chosen > 0) {
          if (!replaces) missed = 256;
          let stays = false;
          if (transparent >= 0 && before >>> 24 !== 0) {
            const present = squared(
              r - (before & 255),
              g - ((before >> 8) & 255),
              b - ((before >> 16) & 255),
            );
            stays = present <= max(chosen, STILL_CLOSE);
            if (stays && !dithers && chosen <= max(present, STILL_CLOSE)) alternative = slot;
          }
          if (!stays && replaces && !dithers && second !== NOT_FOUND) {
            alternative = load<u8>(palette + <usize>(second & 255), SLOTS);
          }
          if (passesOn) {
            const chose = stays ? before : colourAt(palette, slot);
            passOn(error, stride, r - (chose & 255));
            passOn(error + 4, stride, g - ((chose >> 8) & 255));
            passOn(error + 8, stride, b - ((chose >> 16) & 255));
          }
          if (stays) slot = transparent;
        }
      }
      store<u8>(indexes, <u8>slot);
      store<u16>(alternatives, <u16>alternative);
      highest = max(highest, slot);
      drawn += 2;
      wanted += 4;
      shown += 4;
      drawnSlots += 1;
      indexes += 1;
      alternatives += 2;
    }
  }
  return highest + missed;
}

// @ts-ignore: decorator
@inline
function colourAt(palette: usize, slot: i32): i32 {
  return load<i32>(palette + (<usize>slot << 2));
}

// @ts-ignore: decorator
@inline
function corrected(value: i32, error: i32): i32 {
  return min(255, max(0, value + ((error + HALF) >> ERROR_BITS)));
}

// @ts-ignore: decorator
@inline
function passOn(at: usize, stride: usize, error: i32): void {
  addTo(at + 12, error * 7);
  addTo(at + stride - 12, error * 3);
  addTo(at + stride, error * 5);
  addTo(at + stride + 12, error);
}

// @ts-ignore: decorator
@inline
function addTo(at: usize, error: i32): void {
  store<i32>(at, load<i32>(at) + error);
}
