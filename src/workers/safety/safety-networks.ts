import { Tensor } from "onnxruntime-node";
import type { InferenceSession } from "onnxruntime-node";
import { cropSquare } from "../../engine/crop.ts";
import { detectFaces } from "../../engine/face/detect.ts";
import type { FaceModels } from "../../engine/face/face-models.ts";
import { fitDetection } from "../../engine/face/find-landmarks.ts";
import { outlineSquare } from "../../engine/face/outline-square.ts";
import type { Pyramid } from "../../engine/pyramid.ts";
import type { SceneScores } from "../../engine/safety/judge-scenes.ts";
import { squashPicture } from "../../engine/safety/squash-picture.ts";
import { createSession } from "../models/create-session.ts";
import { loadFaceModels } from "../models/load-face-models.ts";
import { modelUnusable } from "../models/model-error.ts";
import { ageInputSide, buildAgeNetwork } from "./age-network.ts";
import { convertKeras } from "./convert-keras.ts";
import { readShippedClassifier } from "./shipped-classifier.ts";
import type { ClassifierName } from "./shipped-classifier.ts";

/** The networks behind the safety floor. Each is loaded when it is first asked: most clips need but one. */
export interface SafetyNetworks {
  /** MobileNet V2: 10 ms a picture. */
  first(picture: Pyramid): Promise<SceneScores>;
  /** Inception V3: 110 ms a picture, and 1.5 s to load. */
  second(picture: Pyramid): Promise<SceneScores>;
  /** For every face in the picture, how old it looks in several views, in years. */
  ages(picture: Pyramid): Promise<readonly (readonly number[])[]>;
}

/** Of the outline of a face, as face-api cuts faces out for its age network, and a little more. */
const margins = [1.2, 1.4];

/** @param modelDirectory where the converted face models are, or will be */
export function createSafetyNetworks(modelDirectory: string): SafetyNetworks {
  const first = once(() => loadClassifier("MobileNetV2"));
  const second = once(() => loadClassifier("InceptionV3"));
  const faces = once(() => loadFaceModels(modelDirectory));
  const age = once(async () => createSession(await buildAgeNetwork()));
  return {
    first: async (picture) => (await first())(picture),
    second: async (picture) => (await second())(picture),
    ages: async (picture) => agesIn(picture, await faces(), await age()),
  };
}

/** The promise of the first call, for all. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loaded: Promise<T> | undefined;
  return () => (loaded ??= load());
}

async function loadClassifier(
  name: ClassifierName,
): Promise<(picture: Pyramid) => Promise<SceneScores>> {
  const { model, side } = convertKeras(await readShippedClassifier(name));
  const session = await createSession(model);
  return async (picture) => {
    const classes = await run(session, squashPicture(picture, side), side, "classes");
    const [drawing, hentai, neutral, porn, sexy] = classes;
    return { drawing, hentai, neutral, porn, sexy };
  };
}

async function agesIn(
  picture: Pyramid,
  models: FaceModels,
  age: InferenceSession,
): Promise<number[][]> {
  const found: number[][] = [];
  for (const detection of await detectFaces(models, picture, { tiles: true })) {
    const fit = await fitDetection(models, picture, detection);
    if (fit === undefined) continue;
    const years: number[] = [];
    for (const margin of margins) {
      const crop = cropSquare(picture, outlineSquare(fit.landmarks, margin), {
        side: ageInputSide,
        range: [0, 255],
        outside: "black",
      });
      for (const view of [crop, mirrored(crop, ageInputSide)]) {
        years.push((await run(age, view, ageInputSide, "age"))[0]);
      }
    }
    found.push(years);
  }
  return found;
}

async function run(
  session: InferenceSession,
  input: Float32Array,
  side: number,
  output: string,
): Promise<Float32Array> {
  const results = await session.run({ input: new Tensor("float32", input, [1, 3, side, side]) });
  const data = results[output]?.data;
  if (data instanceof Float32Array) return data;
  throw modelUnusable(`A safety network gave no ${output}.`);
}

function mirrored(planar: Float32Array, side: number): Float32Array {
  const other = planar.slice();
  for (let row = 0; row < planar.length; row += side) other.subarray(row, row + side).reverse();
  return other;
}
