import { request } from "undici";
import { expect } from "vitest";
import { paths } from "../../../src/contract/paths.ts";
import {
  ask,
  create,
  detect,
  detected,
  ended,
  refusesAsInvalid,
  upload,
  uploadGif,
  uploadPhoto,
} from "../subject.ts";
import type { ContractCase, ContractSubject } from "../subject.ts";

const hourMs = 60 * 60 * 1000;

async function lookedAtGif(api: ContractSubject) {
  const video_url = await uploadGif(api);
  const found = await detected(api, await detect(api, paths.detectFaceVideo, { video_url }));
  if (!found.result) throw new Error("The detection found nothing.");
  return { video_url, detect_id: found.result.id, faces: found.result.faces };
}

/** Every face gets the photo, but those that keep their own. */
async function multiTask(api: ContractSubject, keep: readonly number[] = []) {
  const { video_url, detect_id, faces } = await lookedAtGif(api);
  const photo = await uploadPhoto(api);
  const map = faces.map(({ id, link }) => ({
    face_id: id,
    target: keep.includes(id) ? link : photo,
  }));
  return { model: "gif-face-swap-multi", input: { detect_id, video_url, faces: map } };
}

/** Finding faces, and swapping the ones that were found. */
export const detectCases: readonly ContractCase[] = [
  {
    title: "a detection in a picture ends with numbered faces, each with its crop",
    facts: ["detect:create", "detect:statuses", "detect:result", "detect:faces"],
    needs: "spends",
    run: async (api, stage) => {
      stage.setFaces(2);
      const image_url = await upload(api, api.media.picture, "image/png", ".png");
      const id = await detect(api, paths.detectFaceImage, { image_url });
      const found = await detected(api, id);
      expect(found).toMatchObject({
        detect_task_id: id,
        status: "succeeded",
        error: null,
        result: { status: "succeed", type: "face_detect", error: null },
      });
      const { faces = [], started_at, finished_at } = found.result ?? {};
      expect(faces.map((face) => face.id)).toEqual(faces.map((_, index) => index));
      expect(faces).toHaveLength(api.stage ? 2 : 1);
      for (const time of [started_at, finished_at]) {
        expect(time).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
      }
      for (const { link } of faces) expect((await request(link)).statusCode).toBe(200);
    },
  },
  {
    title: "a detection in a GIF goes by the name of video",
    facts: ["detect:create", "detect:result"],
    needs: "spends",
    run: async (api) => {
      const { detect_id, faces } = await lookedAtGif(api);
      expect(detect_id).not.toBe("");
      expect(faces.length).toBeGreaterThan(0);
    },
  },
  {
    title: "without a face a detection has an empty list or fails",
    facts: ["detect:no-face", "detect:statuses"],
    needs: "stage",
    run: async (api, stage) => {
      stage.setFaces(0);
      const id = await detect(api, paths.detectFaceVideo, { video_url: await uploadGif(api) });
      const found = await detected(api, id);
      if (found.status === "succeeded") expect(found.result?.faces).toEqual([]);
      else expect(found.error).toBeTypeOf("string");
    },
  },
  {
    title: "a detection that nobody made is 404",
    facts: ["detect:unknown"],
    needs: "free",
    run: async (api) => {
      await ask(api, 404, `${paths.detectFaceResult}?detect_task_id=d3k9x0aa71pzq4w8mn`);
    },
  },
  {
    title: "a detection of another key is 404",
    facts: ["detect:unknown", "task:foreign"],
    needs: "stage",
    run: async (api, stage) => {
      const id = await detect(api, paths.detectFaceVideo, { video_url: await uploadGif(api) });
      const key = await stage.newKey();
      await ask(api, 404, `${paths.detectFaceResult}?detect_task_id=${id}`, { key });
    },
  },
  {
    title: "the id of a detection is none of a task",
    facts: ["detect:own-ids"],
    needs: "spends",
    run: async (api) => {
      const id = await detect(api, paths.detectFaceVideo, { video_url: await uploadGif(api) });
      await ask(api, id.length === 36 ? 404 : 422, `${paths.taskInfo}?task_id=${id}`);
    },
  },
  ...[paths.detectFaceImage, paths.detectFaceVideo].map((path): ContractCase => ({
    title: `${path.split("/").at(-1)} without its URL is 422`,
    facts: ["invalid:shape", "detect:create"],
    needs: "free",
    run: (api) => refusesAsInvalid(api, path, {}, "_url"),
  })),
  {
    title: "the faces that were found can be swapped",
    facts: ["multi:detect-id", "create:models"],
    needs: "spends",
    run: async (api) => {
      const task = await ended(api, await create(api, await multiTask(api)));
      expect(task.status).toBe("success");
    },
  },
  {
    title: "a face with its own link as its target is kept",
    facts: ["multi:keep"],
    needs: "stage",
    run: async (api, stage) => {
      stage.setFaces(2);
      const task = await ended(api, await create(api, await multiTask(api, [1])));
      expect(task.status).toBe("success");
    },
  },
  {
    title: "a face that was not found is 422",
    facts: ["multi:face-id"],
    needs: "spends",
    run: async (api) => {
      const { model, input } = await multiTask(api);
      const faces = [{ face_id: input.faces.length, target: input.video_url }];
      await ask(api, 422, paths.createTask, { body: { model, input: { ...input, faces } } });
    },
  },
  {
    title: "a detect_id is not good for another URL of the same file",
    facts: ["multi:same-url"],
    needs: "spends",
    run: async (api) => {
      const { model, input } = await multiTask(api);
      const other = { ...input, video_url: `${input.video_url}?again` };
      await ask(api, 422, paths.createTask, { body: { model, input: other } });
    },
  },
  {
    title: "a detect_id is not good any more after an hour, and is until then",
    facts: ["multi:one-hour"],
    needs: "stage",
    run: async (api, stage) => {
      const body = await multiTask(api);
      stage.passTime(hourMs - 60_000);
      await ask(api, 200, paths.createTask, { body });
      stage.passTime(61_000);
      await ask(api, 422, paths.createTask, { body });
    },
  },
];
