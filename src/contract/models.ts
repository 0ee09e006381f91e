import { z } from "zod";
import { mediaUrl } from "./media-url.ts";

const options = {
  disable_safety_checker: z.boolean().optional().describe("Accepted and without effect here"),
  /** Our extension; a provider that has it lists it in its model's `input_schema`. */
  strength: z
    .number()
    .min(0)
    .max(1)
    .optional()
    .describe("How far the new face goes towards the photo's look: 0 natural … 1 likeness"),
};
const newFace = mediaUrl.describe("Picture of the face that is put on the target's main face");
const imageUrl = mediaUrl.describe("The picture to change");
const gifUrl = mediaUrl.describe("The GIF to change; the contract names it after the video models");
const videoUrl = mediaUrl.describe("The MP4 or WebM to change");

/** Nobody can tell more faces apart in a GIF; each costs as much as a swap of its own. */
const maxFaces = 16;

const faces = z
  .array(
    z.strictObject({
      face_id: z.int().min(0).describe("`id` of a detected face"),
      target: mediaUrl.describe("The new face; a detected face's own `link` keeps it as it is"),
    }),
  )
  .min(1)
  .max(maxFaces)
  .refine((list) => new Set(list.map(({ face_id }) => face_id)).size === list.length, {
    error: "A face_id stands in the list twice",
  });
const chosenFaces = {
  detect_id: z.string().min(1).max(64).describe("`result.id` of a detection, valid for one hour"),
  faces,
};

/** What CreateTask's `input` holds, by model. */
export const modelInputs = {
  "gif-face-swap": z.strictObject({ video_url: gifUrl, new_face: newFace, ...options }),
  "gif-face-swap-multi": z.strictObject({ video_url: gifUrl, ...chosenFaces, ...options }),
  "image-face-swap": z.strictObject({ image_url: imageUrl, new_face: newFace, ...options }),
  "image-face-swap-multi": z.strictObject({ image_url: imageUrl, ...chosenFaces, ...options }),
  "video-face-swap": z.strictObject({ video_url: videoUrl, new_face: newFace, ...options }),
  "video-face-swap-multi": z.strictObject({ video_url: videoUrl, ...chosenFaces, ...options }),
} as const;

export const models = [
  "gif-face-swap",
  "gif-face-swap-multi",
  "image-face-swap",
  "image-face-swap-multi",
  "video-face-swap",
  "video-face-swap-multi",
] as const satisfies (keyof typeof modelInputs)[];
export type Model = (typeof models)[number];

/** What the two path segments of a model say about it; also the query of the list. */
export const modalities = ["gif", "image", "video"] as const;

const modelSummary = z.object({
  model: z.enum(models),
  modality: z.enum(modalities),
  operation: z.literal("face-swap"),
  /** False: CreateTask answers 505. */
  available: z.boolean(),
});

/** GET /api/v1/client/job/Models, the query and `data`. */
export const modelsQuery = z.object({
  modality: z.string().optional(),
  operation: z.string().optional(),
});
export const modelList = z.object({ models: z.array(modelSummary) }).meta({
  examples: [
    {
      models: [
        { model: "gif-face-swap", modality: "gif", operation: "face-swap", available: true },
      ],
    },
  ],
});

/** The list as others send it. */
export const looseModelList = z.object({ models: z.array(z.object({ model: z.string() })) });

/** GET /api/v1/client/job/Models/<model>, `data`. */
export const modelDetails = modelSummary
  .extend({
    input_schema: z.record(z.string(), z.unknown()).describe("JSON Schema of CreateTask's `input`"),
    required_input_fields: z.array(z.string()),
  })
  .meta({
    examples: [
      {
        model: "gif-face-swap",
        modality: "gif",
        operation: "face-swap",
        available: true,
        input_schema: { type: "object", required: ["video_url", "new_face"] },
        required_input_fields: ["video_url", "new_face"],
      },
    ],
  });

/** What an input of it may hold, as others say it. */
export const looseModelDetails = z.object({
  input_schema: z.object({ properties: z.record(z.string(), z.unknown()) }),
});
