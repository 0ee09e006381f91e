import { createCounting } from "../counting.ts";
import { time } from "../markdown.ts";

const { number, count } = createCounting("en");
const credits = { one: "credit", other: "credits" };

/** What is shown of a job, from the first line to the result. */
export const en = {
  stages: {
    fetching: "Getting your files",
    uploading: "Handing them to the swap engine",
    "own-turn": "Waiting until another swap of yours is done",
    queued: "Waiting for a free place",
    finding: "Looking for faces",
    drawing: "Drawing the new face",
    finishing: "Finishing touches",
    fitting: "Making it small enough to post",
  },
  framesDone: (done: number, of: number) =>
    `${number(done)} of ${count(of, { one: "frame", other: "frames" })}`,
  ahead: (ahead: number) => `${count(ahead, { one: "swap", other: "swaps" })} before yours`,
  expected: (at: number) => `should be done ${time(at, "R")}`,
  willCost: (price: number, of: number) =>
    `Costs ${number(price)} of your ${count(of, credits)}, once the swap is here`,
  stillWorking: (until: number) =>
    `This takes longer than Discord lets me wait. If it is not done by ${time(until, "t")}, I give it up, and it costs you nothing. Press the button to see how far it is, or the result.`,
  stillInLine: (until: number) =>
    `Your swap still waits for a free place, longer than Discord lets me wait. If there is none by ${time(until, "t")}, I give it up, and it costs you nothing. Press the button to see how far it is, or the result.`,
  showResult: "Show result",
  aiEdited: "AI-edited",
  credits: (price: number) => count(price, credits),
  left: (left: number, resetsAt: number) => `${number(left)} left, new ones ${time(resetsAt, "R")}`,
  madeSmaller: (givenUp: string) => `Made smaller so that it fits here: ${givenUp}`,
  givenUp: {
    "slight-changes": "slight changes stand still",
    "fine-grain": "less fine grain",
    "every-second-frame": "every second frame left out",
  },
  colours: (colours: number) => count(colours, { one: "colour", other: "colours" }),
  pixels: (width: number, height: number) => `${width} × ${height} pixels`,
  advice: (sentence: string) => `For a better swap next time: ${sentence}`,
  /** Beside the result: what the person wished and the swap API could not do. */
  unmet: {
    faces: "The face-swap service behind me cannot tell faces apart, so it took the main one.",
    strength: "The face-swap service behind me knows no strength, so this is its usual one.",
  },
  /** After the person's name, in front of a result that is a message of its own. */
  late: "your swap is ready.",
  /** The same, in front of why there is none. */
  lateFailure: "there will be no swap this time.",
  altText: (frames: number, faces: number) =>
    `Animated GIF of ${count(frames, { one: "frame", other: "frames" })} in which ${faces === 1 ? "a face was" : `${number(faces)} faces were`} replaced by AI.`,
  altTextStill: (faces: number) =>
    `Picture in which ${faces === 1 ? "a face was" : `${number(faces)} faces were`} replaced by AI.`,
};

export type JobText = typeof en;
