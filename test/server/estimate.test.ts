import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { modelDetails, modelList, models } from "../../src/contract/models.ts";
import { paths } from "../../src/contract/paths.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";

const media = "https://media.invalid/x";
const gifTask = { model: "gif-face-swap", input: { video_url: media, new_face: media } };

describe("an estimate", () => {
  test("is the price, in both spellings, and starts and costs nothing", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 5 } });
    const documented = await server.call(paths.estimateCredits, { body: gifTask });
    expect(documented.envelope.data).toEqual({ credits: 4, estimated: false });
    const vendors = await server.call(paths.estimateTask, { body: gifTask });
    expect(vendors.envelope.data).toEqual({ estimated_credits: 4, balance: 5, affordable: true });

    const id = await server.createTask();
    expect((await server.taskInfo(id)).credits).toBe(4);
    const poorer = await server.call(paths.estimateTask, { body: gifTask });
    expect(poorer.envelope.data).toEqual({ estimated_credits: 4, balance: 1, affordable: false });
    await server.engine.swap(0);
    expect(server.engine.swaps).toHaveLength(1);
  });

  test.each([paths.estimateCredits, paths.estimateTask])("checks the body: %s", async (path) => {
    const server = await startFaceSwapServer();
    const body = { model: "gif-face-swap", input: { video_url: media } };
    const { status, envelope } = await server.call(path, { body });
    expect(status).toBe(422);
    expect(envelope.errors).toEqual([
      "Value error, Invalid input for model gif-face-swap: new_face: Field required",
    ]);
  });
});

describe("the list of models", () => {
  test.each([
    ["", models],
    ["?modality=gif", ["gif-face-swap", "gif-face-swap-multi"]],
    ["?modality=image&operation=face-swap", ["image-face-swap", "image-face-swap-multi"]],
    ["?operation=upscale", []],
  ])("is filtered by %j", async (query, expected) => {
    const server = await startFaceSwapServer();
    const { envelope } = await server.call(paths.models + query);
    expect(modelList.parse(envelope.data).models.map(({ model }) => model)).toEqual(expected);
  });

  test.each(models)(
    "holds the JSON Schema of %s, which judges as CreateTask does",
    async (model) => {
      const server = await startFaceSwapServer();
      const { envelope } = await server.call(`${paths.models}/${model}`);
      const details = modelDetails.parse(envelope.data);
      const ajv = new Ajv2020({ strict: false, formats: { uri: true } });
      const fits = ajv.compile(details.input_schema);
      const whole: Record<string, unknown> = {
        [model.startsWith("image") ? "image_url" : "video_url"]: media,
        ...(model.endsWith("multi")
          ? { detect_id: "abc", faces: [{ face_id: 0, target: media }] }
          : { new_face: media }),
      };
      expect(fits(whole)).toBe(true);
      expect(details.required_input_fields.toSorted()).toEqual(Object.keys(whole).toSorted());
      for (const field of details.required_input_fields) {
        const { [field]: _, ...input } = whole;
        expect(fits(input)).toBe(false);
        const answer = await server.call(paths.estimateCredits, { body: { model, input } });
        expect(answer.envelope.errors?.join()).toContain(`${field}: Field required`);
      }
    },
  );

  test("does not know others", async () => {
    const server = await startFaceSwapServer();
    const { status, envelope } = await server.call(`${paths.models}/face-swap-9000`);
    expect({ status, ...envelope }).toMatchObject({ status: 404, message: "Model not found" });
  });
});
