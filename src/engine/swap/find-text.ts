import type { Landmarks } from "../face/landmarks.ts";
import { topology } from "../face/topology.ts";
import { intersection } from "../gif/rect.ts";
import type { Raster, Rect } from "../raster.ts";
import { drawLetter } from "./draw-letter.ts";
import { findInkShapes, inkColour, inkRuns, sharpEnds } from "./ink-shapes.ts";
import type { InkShape } from "./ink-shapes.ts";
import { rowCrossings } from "./row-crossings.ts";

/** Heights of letters as shares of the face's, and in pixels. */
const height = { least: 0.03, most: 0.45, pixels: 4 };
/** Letters that run into each other are at most so many heights wide, … */
const widest = 5;
/** … and of a shape's box so much is ink at least: a thin curl or a frame is no letter. */
const leastInk = 0.12;
/** Of the runs of ink in a letter's rows, the share of ends beyond which another colour begins sharply. */
const sharp = 0.75;
/** Letters of one line: their heights' ratio, how far their middles lie apart, and the gap between two, in heights. */
const spacing = { ratio: 2.4, shift: 0.5, gap: 1.5 };
/** Small marks beside letters, in heights of the line. */
const marks = { above: 0.3, below: 0.4, tallest: 0.6 };
/** Channels of one colour differ by no more. */
const sameInk = 70;
/**
 * So many letters make a line. The whites of both eyes are four alike on one level, and teeth may be any number: what
 * lies on eyes or lips is not counted, and something must lie on bare skin.
 */
const leastLetters = 4;
/** First only every so many rows are looked at, of which two letters cross at least so many. */
const firstLook = { rows: 3, runs: 4 };

type Letter = InkShape & { readonly colour: readonly number[] };

/**
 * Finds captions and subtitles that cover a part of a face: light letters with sharp edges in a line.
 * @param face what they must reach into
 * @param area where to look: the face with what is beside it, as a line mostly goes on there
 * @returns by pixel of `area` 1 where text is; undefined when there is none
 */
export function findText(
  picture: Raster,
  landmarks: Landmarks,
  { face, area }: { readonly face: Rect; readonly area: Rect },
): Uint8Array | undefined {
  const placeOf = createPlaceTest(landmarks);
  if (!mayHoldText(picture, intersection(face, area), placeOf)) return undefined;
  const faceHeight = distance(landmarks, 10, 152);
  const least = Math.max(height.pixels, height.least * faceHeight);
  const shapes = findInkShapes(picture, area)
    .filter((shape) => shape.bottom - shape.top <= height.most * faceHeight)
    .filter((shape) => isSharp(picture, area, shape))
    .map((shape) => ({ ...shape, colour: inkColour(picture, area, shape) }));
  const letters = shapes.filter(({ left, right, top, bottom, pixels }) => {
    const rows = bottom - top;
    const columns = right - left;
    return rows >= least && columns <= widest * rows && pixels >= leastInk * rows * columns;
  });
  const placeOfShape = ({ left, right, top, bottom }: InkShape) =>
    placeOf(area.x + (left + right) / 2, area.y + (top + bottom) / 2);
  let map: Uint8Array | undefined;
  for (const line of linesOf(letters)) {
    const places = line.map(placeOfShape);
    const clear = places.filter((place) => place !== "feature").length;
    if (clear < leastLetters || !places.includes("skin")) continue;
    const small = shapes.filter(
      (shape) => isMarkOf(line, shape) && placeOfShape(shape) !== "feature",
    );
    map ??= new Uint8Array(area.width * area.height);
    for (const shape of [...line, ...small]) drawLetter(picture, area, shape, map);
  }
  return map;
}

type PlaceTest = ReturnType<typeof createPlaceTest>;

/** Whether a place of the picture is on skin, on an eye or the lips, or off the face. */
function createPlaceTest(landmarks: Landmarks) {
  const ringOf = (points: readonly number[]) =>
    points.map((point) => [landmarks[point * 3], landmarks[point * 3 + 1]]);
  const oval = ringOf(topology.oval);
  const features = [topology.rightEye, topology.leftEye, topology.outerLips].map(ringOf);
  return (x: number, y: number): "skin" | "feature" | "off" => {
    const within = (ring: readonly number[][]) =>
      rowCrossings(ring, y).filter((crossing) => crossing < x).length % 2 === 1;
    if (!within(oval)) return "off";
    return features.some(within) ? "feature" : "skin";
  };
}

/** A first look, as most faces have nothing over them: are there short runs of ink with sharp ends on skin? */
function mayHoldText(picture: Raster, face: Rect, placeOf: PlaceTest): boolean {
  let count = 0;
  for (let row = 0; row < face.height; row += firstLook.rows) {
    for (const run of inkRuns(picture, face, row)) {
      const short = run.to - run.from <= height.most * face.width;
      if (!short || sharpEnds(picture, face, run) < 2) continue;
      if (placeOf(face.x + (run.from + run.to) / 2, face.y + row) === "skin") count++;
      if (count >= firstLook.runs) return true;
    }
  }
  return false;
}

function isSharp(picture: Raster, area: Rect, { runs }: InkShape): boolean {
  const ends = runs.reduce((sum, run) => sum + sharpEnds(picture, area, run), 0);
  return ends >= 2 * sharp * runs.length;
}

/** Letters put together to lines from left to right. */
function linesOf(letters: readonly Letter[]): Letter[][] {
  const lines: Letter[][] = [];
  for (const letter of letters.toSorted((a, b) => a.left - b.left)) {
    const before = lines.find((shapes) => follows(shapes[shapes.length - 1], letter));
    if (before === undefined) lines.push([letter]);
    else before.push(letter);
  }
  return lines;
}

function follows(a: Letter, b: Letter): boolean {
  const [rowsA, rowsB] = [a.bottom - a.top, b.bottom - b.top];
  const taller = Math.max(rowsA, rowsB);
  const shift = Math.abs(a.top + a.bottom - b.top - b.bottom) / 2;
  return (
    taller < spacing.ratio * Math.min(rowsA, rowsB) &&
    shift < spacing.shift * taller &&
    b.left - a.right < spacing.gap * taller &&
    hasInkOf(a, b)
  );
}

/** Dots, commas and accents are smaller than letters and lie between them, or a little above or below. */
function isMarkOf(line: readonly Letter[], shape: Letter): boolean {
  const top = Math.min(...line.map((letter) => letter.top));
  const bottom = Math.max(...line.map((letter) => letter.bottom));
  const rows = bottom - top;
  return (
    shape.top > top - marks.above * rows &&
    shape.bottom < bottom + marks.below * rows &&
    shape.bottom - shape.top < marks.tallest * rows &&
    shape.left > line[0].left - rows &&
    shape.right < Math.max(...line.map((letter) => letter.right)) + rows &&
    hasInkOf(line[0], shape)
  );
}

function hasInkOf(a: Letter, b: Letter): boolean {
  return a.colour.every((value, c) => Math.abs(value - b.colour[c]) < sameInk);
}

function distance(landmarks: Landmarks, a: number, b: number): number {
  return Math.hypot(
    landmarks[a * 3] - landmarks[b * 3],
    landmarks[a * 3 + 1] - landmarks[b * 3 + 1],
  );
}
