import { models } from "../../../src/contract/models.ts";
import type { Model } from "../../../src/contract/models.ts";
import { paths } from "../../../src/contract/paths.ts";
import { ask, refusesAsInvalid } from "../subject.ts";
import type { ContractCase, ContractSubject } from "../subject.ts";

const media = "https://media.invalid/x";

/** What each model must be told, in the contract's own words. */
const required: Readonly<Record<Model, readonly string[]>> = {
  "image-face-swap": ["image_url", "new_face"],
  "gif-face-swap": ["video_url", "new_face"],
  "video-face-swap": ["video_url", "new_face"],
  "image-face-swap-multi": ["detect_id", "image_url", "faces"],
  "gif-face-swap-multi": ["detect_id", "video_url", "faces"],
  "video-face-swap-multi": ["detect_id", "video_url", "faces"],
};
const examples: Readonly<Record<string, unknown>> = {
  image_url: media,
  video_url: media,
  new_face: media,
  detect_id: "Qw8Zr1TnX0b",
  faces: [{ face_id: 0, target: media }],
};

function inputOf(model: Model, without?: string): Record<string, unknown> {
  const names = required[model].filter((name) => name !== without);
  return Object.fromEntries(names.map((name) => [name, examples[name]]));
}

const refuses = (api: ContractSubject, body: unknown, ...words: string[]) =>
  refusesAsInvalid(api, paths.createTask, body, ...words);

const gif = inputOf("gif-face-swap");
const multi = inputOf("gif-face-swap-multi");

/** Bodies that are refused before anything is made. The hosted API checks them for nothing, too. */
export const inputCases: readonly ContractCase[] = [
  ...models.flatMap((model) =>
    required[model].map((field): ContractCase => ({
      title: `${model} without ${field} is 422 and says so`,
      facts: ["create:models", "create:required", "invalid:shape", "invalid:field"],
      needs: "free",
      run: (api) => refuses(api, { model, input: inputOf(model, field) }, model, field),
    })),
  ),
  {
    title: "a body without a model is 422",
    facts: ["create:required", "invalid:shape"],
    needs: "free",
    run: (api) => refuses(api, { input: gif }),
  },
  {
    title: "a body without an input is 422",
    facts: ["create:required", "invalid:shape"],
    needs: "free",
    run: (api) => refuses(api, { model: "gif-face-swap" }),
  },
  {
    title: "an unknown model is 422",
    facts: ["create:models", "invalid:shape"],
    needs: "free",
    run: (api) => refuses(api, { model: "gif-hair-swap", input: gif }),
  },
  ...["data:image/gif;base64,R0lGODlh", "/home/me/face.gif", "ftp://host.example/a.gif"].map(
    (url): ContractCase => ({
      title: `${url.slice(0, 9)}… is no input`,
      facts: ["create:urls-only"],
      needs: "free",
      run: (api) =>
        refuses(api, { model: "gif-face-swap", input: { ...gif, video_url: url } }, "video_url"),
    }),
  ),
  {
    title: "a callback that is no URI is 422",
    facts: ["create:callback-uri"],
    needs: "free",
    run: (api) =>
      refuses(api, { model: "gif-face-swap", callback_url: "soon", input: gif }, "callback_url"),
  },
  ...[-1, 0.5, "0"].map((face_id): ContractCase => ({
    title: `${JSON.stringify(face_id)} is no face_id`,
    facts: ["multi:face-id", "invalid:shape"],
    needs: "free",
    run: (api) => {
      const faces = [{ face_id, target: media }];
      return refuses(api, { model: "gif-face-swap-multi", input: { ...multi, faces } });
    },
  })),
  {
    title: "a detect_id that no detection gave is 422",
    facts: ["multi:detect-id"],
    needs: "free",
    run: (api) => refuses(api, { model: "gif-face-swap-multi", input: multi }),
  },
  ...[paths.estimateCredits, paths.estimateTask].map((path): ContractCase => ({
    title: `${path.split("/").at(-1)} checks the input as CreateTask does`,
    facts: ["estimate:validates"],
    needs: "free",
    run: (api) => {
      const body = { model: "gif-face-swap", input: inputOf("gif-face-swap", "new_face") };
      return refusesAsInvalid(api, path, body, "new_face");
    },
  })),
  ...["", "?task_id=short", `?task_id=${"0".repeat(37)}`].map((query): ContractCase => ({
    title: `TaskInfo${query.slice(0, 14)} is 422`,
    facts: ["task:id-form"],
    needs: "free",
    run: async (api) => void (await ask(api, 422, paths.taskInfo + query)),
  })),
];
