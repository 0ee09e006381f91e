import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { AppError } from "../../../src/core/errors.ts";
import { convertTflite } from "../../../src/workers/models/convert-tflite.ts";
import { readPackedAssets } from "../../../src/workers/models/packed-assets.ts";

test.each(["face_landmark_with_attention.tflite", "face_detection_short_range.tflite"])(
  "%s becomes the same bytes every time",
  async (name) => {
    const assets = await readPackedAssets();
    const hash = (): string =>
      createHash("sha256")
        .update(convertTflite(assets.file(name)))
        .digest("hex");
    expect(hash()).toBe(hash());
  },
);

test("a file that the package does not hold is named in the error", async () => {
  const assets = await readPackedAssets();
  expect(() => assets.file("palm.tflite")).toThrow(
    new AppError("MODEL_UNUSABLE", { message: "@mediapipe/face_mesh does not hold palm.tflite." }),
  );
});

test("bytes that are no model are refused, not converted", () => {
  for (const bytes of [new Uint8Array(0), new Uint8Array(64), new Uint8Array(64).fill(255)]) {
    expect(() => convertTflite(bytes)).toThrow(expect.objectContaining({ code: "MODEL_UNUSABLE" }));
  }
});
