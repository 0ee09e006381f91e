import { join } from "node:path";
import { UserError, codeOf } from "../core/errors.ts";
import { limits } from "../core/limits.ts";
import { createFaceDetector } from "../workers/detect-faces.ts";
import { drawFaceSheet } from "../workers/face-sheet.ts";
import { loadFaceModels } from "../workers/models/load-face-models.ts";
import type { DetectedFaces } from "../workers/swap-port.ts";
import { createStillDecoder } from "../workers/decode-still.ts";
import { chooseOutput, cannotWrite } from "./choose-output.ts";
import { inputErrorText } from "./error-text.ts";
import { jobKind } from "./job-kind.ts";
import { createProgressLine, noProgressLine } from "./progress-line.ts";
import { readInput } from "./read-input.ts";
import { badUsage, parseOptions } from "./parse-options.ts";
import { Stop, exitCodes } from "./stop.ts";
import type { Terminal } from "./terminal.ts";
import { writeWhole } from "./write-whole.ts";

export const detectHelp = `Lists the faces of a GIF or a picture, by the numbers that "swap --faces" takes.

  npm run detect -- FILE [-o SHEET]

  FILE           a GIF; or a PNG, JPEG or WebP picture
  -o, --output   a .png file for all faces with their numbers
  -q, --quiet    no progress
      --json     the list as JSON on stdout
  -h, --help     this text

Exit codes
  0  the list was made; 1  something of ours failed
  2  the command was not understood, or the sheet cannot be written there
  3  FILE cannot be used, or shows no face
`;

/**
 * `detect FILE`: who is in a file.
 * @throws Stop with the sentence for the person; anything else is our fault
 */
export async function detectCommand(words: readonly string[], terminal: Terminal): Promise<void> {
  const { values, positionals } = parse(words);
  if (values.help) {
    terminal.stdout.write(detectHelp);
    return;
  }
  const [file, ...rest] = positionals;
  if (file === undefined) throw wrong("FILE is missing.");
  if (rest.length > 0) throw wrong(`"${rest.join(" ")}" is one file too many.`);
  try {
    const output = values.output && (await chooseOutput(values.output, ".png", [file]));
    const found = await detectIn(file, values.quiet, terminal);
    if (found.faces.length === 0) throw new UserError("NO_FACE_IN_TARGET");
    if (output) await writeSheet(output, found);
    terminal.stdout.write(values.json ? asJson(found) : describe(found));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const names = { target: file, face: file };
    const sentence = inputErrorText(codeOf(error), names, error.facts) ?? error.message;
    throw new Stop(exitCodes.badInput, sentence);
  }
}

async function detectIn(file: string, quiet: boolean, terminal: Terminal): Promise<DetectedFaces> {
  const media = await readInput(file, limits.maxTargetBytes);
  const kind = jobKind(media);
  const detect = createFaceDetector({
    models: await loadFaceModels(join(terminal.dataDirectory, "models")),
    decodeStill: createStillDecoder(),
    now: terminal.now,
  });
  const line = quiet ? noProgressLine : createProgressLine(terminal.stderr, terminal.now);
  return await detect({ kind, media }, { onProgress: line.show }).finally(line.end);
}

async function writeSheet(output: string, { faces }: DetectedFaces): Promise<void> {
  await writeWhole(output, await drawFaceSheet(faces)).catch((error: unknown) => {
    throw cannotWrite(output, error);
  });
}

function describe({ faces, frames }: DetectedFaces): string {
  const lines = faces.map(({ index, size, seen, frame, box }) =>
    [
      `face ${index}`.padEnd(8),
      `${size} px`.padStart(8),
      `in ${Math.round(seen * frames)} of ${frames} frames`.padStart(22),
      `  best in frame ${frame} at ${box.x},${box.y} (${box.width} × ${box.height})`,
    ].join(""),
  );
  return `${lines.join("\n")}\n`;
}

/** Without the pictures. */
function asJson({ faces, ...rest }: DetectedFaces): string {
  const listed = faces.map(({ index, frame, box, size, seen }) => ({
    index,
    frame,
    box,
    size,
    seen,
  }));
  return `${JSON.stringify({ ...rest, faces: listed }, undefined, 2)}\n`;
}

function parse(words: readonly string[]) {
  return parseOptions("detect", words, {
    output: { type: "string", short: "o" },
    quiet: { type: "boolean", short: "q", default: false },
    json: { type: "boolean", default: false },
    help: { type: "boolean", short: "h", default: false },
  });
}

function wrong(why: string): Stop {
  return badUsage("detect", why);
}
