import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";

const { number, word, count, list } = createCounting("en");
const creditWord = { one: "credit", other: "credits" };
const faceWord = { one: "face", other: "faces" };
const frameWord = { one: "frame", other: "frames" };

const duration = (seconds: number) =>
  seconds < 90
    ? count(seconds, { one: "second", other: "seconds" })
    : count(Math.round(seconds / 60), { one: "minute", other: "minutes" });

/** What a person is asked before their credits are held. */
export const en = {
  work: (faces: number, frames: number) =>
    `${count(faces, faceWord)} × ${count(frames, frameWord)}`,
  workStill: (faces: number) => `${count(faces, faceWord)} in one picture`,
  costs: (price: number, left: number) =>
    `costs **${number(price)}** of your ${count(left, creditWord)}`,
  tooDear: (left: number) => `That is more than the ${count(left, creditWord)} you have.`,
  takes: (seconds: number) => `about ${duration(seconds)}`,
  ends: (at: number) => `This offer ends ${time(at, "R")} and costs nothing until you start.`,
  mainFace: "The main face is replaced.",
  /** By the numbers in the picture. */
  replaced: (faces: readonly number[]) =>
    `Replaced: ${word(faces.length, faceWord)} ${list(faces.map((face) => number(face)))}`,
  pickOne: "Pick at least one face to replace.",
  start: "Start",
  change: "Change faces",
  cancel: "Cancel",
  /** At most 100 characters, as `keep` and `more`. */
  replace: (face: number) => `Face ${number(face)}: replace`,
  keep: (face: number) => `Face ${number(face)}: keep as it is`,
  more: (page: number, of: number) => `More faces (${number(page)} of ${number(of)})`,
  altText: "What you sent, with a number at each face",
  altTextUnnumbered: "What you sent",
};

export type QuoteText = typeof en;
