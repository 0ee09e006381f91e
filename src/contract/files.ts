import { z } from "zod";

/** GET /api/v1/client/files/upload-url: the content types our server stores, with the extension each may carry. */
export const uploadTypes = {
  "image/gif": [".gif"],
  "image/png": [".png"],
  "image/jpeg": [".jpg", ".jpeg"],
  "image/webp": [".webp"],
  "video/mp4": [".mp4"],
  "video/webm": [".webm"],
} as const;
export type UploadType = keyof typeof uploadTypes;

export const uploadUrlQuery = z.object({
  content_type: z.enum([
    "image/gif",
    "image/png",
    "image/jpeg",
    "image/webp",
    "video/mp4",
    "video/webm",
  ]),
  ext: z.string().regex(/^\.[a-z0-9]{1,5}$/),
});

/** `presigned_url` takes one PUT without the API key; `file_url` is what goes into CreateTask. */
export const uploadTarget = z.object({ presigned_url: z.url(), file_url: z.url() }).meta({
  examples: [
    {
      presigned_url: "https://swap.example.org/uploads/x.gif?expires=1790000000000&signature=c2ln",
      file_url: "https://swap.example.org/media/x.gif",
    },
  ],
});
