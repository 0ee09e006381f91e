import type { CreateTaskBody } from "../../contract/task.ts";
import { UserError } from "../../core/errors.ts";
import { mediaNameIn } from "../links.ts";
import type { DetectionRecord } from "./detection-record.ts";
import type { Detections } from "./detections.ts";

type MultiTask = Extract<CreateTaskBody, { model: `${string}-multi` }>;

/** A face of the target that gets another one: its index in the detection, and where the new face is. */
export interface ChosenFace {
  readonly index: number;
  readonly url: string;
}

export function isMulti(param: CreateTaskBody): param is MultiTask {
  return "detect_id" in param.input;
}

/**
 * The faces that a multi task replaces. A face that is not listed, or whose target is its own crop, is kept.
 * @throws UserError `REQUEST_INVALID` when the detection is unknown, of another account or older than an hour, when the
 * target is another URL than its, when a face is none of its, or when no face would change
 */
export async function chosenFaces(
  account: string,
  { model, input }: MultiTask,
  detections: Detections,
): Promise<readonly ChosenFace[]> {
  const refuse = (field: string, why: string) =>
    new UserError("REQUEST_INVALID", {
      message: `Invalid input for model ${model}: ${field}: ${why}`,
    });

  const detection = await detections.valid(account, input.detect_id);
  if (!detection) throw refuse("detect_id", "Unknown, unfinished or older than one hour");
  const [field, url] =
    "image_url" in input
      ? (["image_url", input.image_url] as const)
      : (["video_url", input.video_url] as const);
  const kind = field === "image_url" ? "image" : "video";
  if (detection.kind !== kind || detection.url !== url) {
    throw refuse(field, "Input should be the URL that was used for the detection");
  }
  for (const [at, { face_id }] of input.faces.entries()) {
    if (face_id < detection.faces.length) continue;
    throw refuse(`faces: ${at}: face_id`, `Input should be one of ${idsOf(detection)}`);
  }
  const replaced = input.faces.filter(
    ({ face_id, target }) => mediaNameIn(target) !== detection.faces[face_id].crop,
  );
  if (replaced.length === 0) throw refuse("faces", "At least one face should get another target");
  return replaced.map(({ face_id, target }) => ({ index: face_id, url: target }));
}

function idsOf({ faces }: DetectionRecord): string {
  return faces.length === 0 ? "no ids: no face was found" : [...faces.keys()].join(", ");
}
