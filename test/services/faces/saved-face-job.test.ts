import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { createLogger } from "../../../src/core/logger.ts";
import { createTakePhoto } from "../../../src/services/faces/take-photo.ts";
import { jobRecord, newJobRecord } from "../../../src/services/job-record.ts";
import { jobWorld, plainPhoto, runToEnd } from "../../support/job-world.ts";
import { tempDir } from "../../support/temp-dir.ts";

const log = createLogger({ level: "silent" });

describe("a swap with a saved face", () => {
  test("hands that photo to the swap API, also after a restart in between", async () => {
    const storeUrl = `sqlite:${join(tempDir(), "bot.sqlite")}`;
    const world = await jobWorld({ storeUrl });
    const before = await world.start();
    const saved = await before.faces.save("77", "Ada", await plainPhoto(96, 80));
    const request = world.request("1", { face: { savedId: saved.id } });
    await before.machine.create(request);
    await before.machine.markAcked("1");
    await before.close();

    const after = await world.start();
    await after.ended("1");
    expect(world.reply.results).toHaveLength(1);
    const [photo] = [...world.provider.uploads.values()].filter(([first]) => first === 0xff);
    expect(await sharp(photo).metadata()).toMatchObject({ format: "jpeg", width: 96, height: 80 });
  });

  test("says so when the face was deleted meanwhile, and costs nothing", async () => {
    const world = await jobWorld();
    const started = await world.start();
    await runToEnd(started, world.request("1", { face: { savedId: "gone" } }));
    expect(world.reply.failures).toMatchObject([{ code: "SAVED_FACE_UNKNOWN" }]);
    expect((await started.accounts.get("person:77"))?.used ?? 0).toBe(0);
  });

  test("changes nothing for the records of before", async () => {
    const world = await jobWorld();
    const job = newJobRecord(world.request("1"), Date.now());
    const old = { ...job, face: { url: "https://example.org/face.jpg", declaredBytes: 7 } };
    expect(jobRecord.parse(JSON.parse(JSON.stringify(old))).face).toEqual(old.face);
  });
});

describe("a photo that somebody wants to keep", () => {
  test("is judged, turned upright, made small, and loses what is no picture", async () => {
    const world = await jobWorld();
    const started = await world.start();
    world.provider.faceVerdict = { verdict: "good", faults: [] };
    const big = await sharp({
      create: { width: 3000, height: 1500, channels: 3, background: "peru" },
    })
      .withExif({ IFD0: { Copyright: "somebody" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    world.provider.cdn.set("big.jpg", big);
    const takePhoto = createTakePhoto({
      fetchLink: async () => big,
      api: started.api,
      log,
    });
    const { bytes, advice } = await takePhoto({ url: "https://example.org/big.jpg" });
    expect(advice).toBeUndefined();
    const { width, height, exif } = await sharp(bytes).metadata();
    expect([width, height, exif]).toEqual([512, 1024, undefined]);
    expect(world.provider.calls.some((call) => call.includes("CheckFace"))).toBe(true);
  });

  test("is refused with its worst fault", async () => {
    const world = await jobWorld();
    const started = await world.start();
    const fault = { code: "PHOTO_FACE_TURNED", refused: true, message: "Turned.", facts: {} };
    world.provider.faceVerdict = { verdict: "refused", faults: [fault] };
    const takePhoto = createTakePhoto({ fetchLink: () => plainPhoto(), api: started.api, log });
    await expect(takePhoto({ url: "https://example.org/face.jpg" })).rejects.toMatchObject({
      code: "PHOTO_FACE_TURNED",
    });
  });
});
