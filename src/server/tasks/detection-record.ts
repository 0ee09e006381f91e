import { createHash, randomInt } from "node:crypto";
import { z } from "zod";
import { detectStatuses, detectedGroup } from "../../contract/detect.ts";
import type { DetectResult } from "../../contract/detect.ts";
import { errorCodes } from "../../core/errors.ts";

/** One search for faces as it is stored, under its `detect_id`. Times are Unix milliseconds. */
export const detectionRecord = z.object({
  /** `detect_task_id`, which its maker asks with; `detect_id` is made of it. */
  taskId: z.string(),
  account: z.string(),
  kind: z.enum(["image", "video"]),
  /** A multi task must name the same. */
  url: z.string(),
  status: z.enum(detectStatuses),
  /** How often it was started. */
  tries: z.number().int(),
  createdAt: z.number(),
  startedAt: z.number().nullable(),
  finishedAt: z.number().nullable(),
  /** By `face_id`: the crops in the media store. */
  faces: z.array(z.object({ crop: z.string() })),
  /** The frame that shows most of the faces, and where it does. Records of before there was one have none. */
  group: detectedGroup.nullish(),
  failure: z.object({ reason: z.enum(errorCodes), message: z.string() }).nullable(),
});
export type DetectionRecord = z.infer<typeof detectionRecord>;

const alphabet = "0123456789abcdefghijklmnopqrstuvwxyz";

/** 18 characters of 36: 93 random bits. */
export function newDetectTaskId(): string {
  return Array.from({ length: 18 }, () => alphabet.charAt(randomInt(alphabet.length))).join("");
}

/**
 * `detect_task_id` → `detect_id`, 66 bits, so that one record answers to both. Whoever has the second alone cannot
 * ask for the result.
 */
export function detectIdOf(taskId: string): string {
  return createHash("sha256").update(taskId).digest("base64url").slice(0, 11);
}

export function isDetected({ status }: DetectionRecord): boolean {
  return status === "succeeded" || status === "failed";
}

/** Stored record → detect-face-result's `data`. `urlOf` turns the name of a stored file into its link. */
export function describeDetection(
  record: DetectionRecord,
  urlOf: (name: string) => string,
): DetectResult {
  const { taskId, status, failure, faces, group, createdAt, startedAt, finishedAt } = record;
  return {
    detect_task_id: taskId,
    status,
    error: failure?.message ?? null,
    result:
      status === "succeeded"
        ? {
            id: detectIdOf(taskId),
            status: "succeed",
            type: "face_detect",
            hair_id: null,
            ...(group && { group }),
            faces: faces.map(({ crop }, id) => ({ id, link: urlOf(crop) })),
            started_at: timeText(startedAt ?? createdAt),
            finished_at: timeText(finishedAt ?? createdAt),
            error: null,
          }
        : null,
    ...(failure && { reason: failure.reason }),
  };
}

/** `YYYY-MM-DD HH:MM:SS` in UTC. */
function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace("T", " ");
}
