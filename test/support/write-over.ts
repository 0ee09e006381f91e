import type { Raster } from "../../src/engine/raster.ts";

/** Letters of five by seven dots. */
const font: Readonly<Record<string, readonly string[]>> = {
  E: ["#####", "#....", "#....", "####.", "#....", "#....", "#####"],
  H: ["#...#", "#...#", "#...#", "#####", "#...#", "#...#", "#...#"],
  I: ["..#..", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."],
  N: ["#...#", "##..#", "##..#", "#.#.#", "#..##", "#..##", "#...#"],
  T: ["#####", "..#..", "..#..", "..#..", "..#..", "..#..", "..#.."],
  W: ["#...#", "#...#", "#...#", "#.#.#", "#.#.#", "##.##", "#...#"],
  ",": [".....", ".....", ".....", ".....", "..#..", "..#..", ".#..."],
};

export interface Caption {
  readonly text: string;
  /** The middle of its line. */
  readonly x: number;
  readonly y: number;
  /** Pixels to a dot. */
  readonly dot: number;
  readonly colour: readonly [number, number, number];
  /** Black pixels around every letter. */
  readonly outline: number;
}

/** A caption over a picture; `written` is 1 where its letters and their outlines are. */
export function writeOver(
  picture: Raster,
  { text, x, y, dot, colour, outline }: Caption,
): { readonly picture: Raster; readonly written: Uint8Array } {
  const { width, height } = picture;
  const ink = new Uint8Array(width * height);
  const left = Math.round(x - (text.length * 6 * dot) / 2);
  const top = Math.round(y - 3.5 * dot);
  for (let at = 0; at < text.length; at++) {
    const letter = font[text[at]] ?? [];
    letter.forEach((dots, row) => {
      for (let column = 0; column < dots.length; column++) {
        if (dots[column] !== "#") continue;
        const from = left + (at * 6 + column) * dot;
        for (let line = top + row * dot; line < top + (row + 1) * dot; line++) {
          ink.fill(1, line * width + from, line * width + from + dot);
        }
      }
    });
  }
  const data = picture.data.slice();
  const written = ink.slice();
  for (let at = 0; at < ink.length; at++) {
    if (ink[at] === 0) continue;
    for (let row = -outline; row <= outline; row++) {
      for (let column = -outline; column <= outline; column++) {
        const beside = at + row * width + column;
        written[beside] = 1;
        if (ink[beside] === 0) data.set([0, 0, 0], beside * 4);
      }
    }
    data.set(colour, at * 4);
  }
  return { picture: { width, height, data }, written };
}
