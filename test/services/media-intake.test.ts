import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, onTestFinished, test } from "vitest";
import { createDownloader } from "../../src/net/download.ts";
import { createMediaIntake } from "../../src/services/media-intake.ts";
import { openStore } from "../../src/storage/open-store.ts";
import { openPeople } from "../support/open-people.ts";
import { tempDir } from "../support/temp-dir.ts";
import { plainFetch } from "../support/plain-fetch.ts";
import { toGif } from "../../src/workers/to-gif.ts";
import { readGifBlocks } from "../../src/media/gif-blocks.ts";
import { hasFfmpeg, makeVideo } from "../support/make-video.ts";
import { startHttp } from "../support/http-server.ts";
import { plainGif, plainPhoto } from "../support/job-world.ts";

/** Serves these two files and takes them in. */
async function take(gif: Uint8Array, photo: Uint8Array, signal = AbortSignal.timeout(10_000)) {
  const server = await startHttp((request, response) =>
    response.end(request.url === "/gif" ? gif : photo),
  );
  const downloader = createDownloader({ allowedOrigins: [server.origin] });
  onTestFinished(() => downloader.close());
  const url = (path: string) => ({ url: server.origin + path });
  const store = await openStore(`sqlite:${join(tempDir(), "bot.sqlite")}`);
  onTestFinished(() => store.close());
  const deps = {
    fetchLink: plainFetch(downloader),
    ...openPeople(store),
    toGif,
    safety: async () => {},
  };
  return createMediaIntake(deps).take(
    { personId: "77", target: url("/gif"), face: url("/face") },
    signal,
  );
}

/** Red on the left half, blue on the right. */
async function redBlue(width: number, height: number) {
  const half = { width: width / 2, height, channels: 3 as const };
  const red = await sharp({ create: { ...half, background: "red" } })
    .png()
    .toBuffer();
  return sharp({ create: { ...half, width, background: "blue" } }).composite([
    { input: red, left: 0, top: 0 },
  ]);
}

async function pixelAt(photo: Uint8Array, left: number, top: number): Promise<number[]> {
  return [...(await sharp(photo).extract({ left, top, width: 1, height: 1 }).raw().toBuffer())];
}

describe("the target GIF", () => {
  test("goes on byte for byte, with its frames counted", async () => {
    const gif = plainGif(20);
    const { target } = await take(gif, await plainPhoto());
    expect(target).toMatchObject({ type: "image/gif", frames: 20 });
    expect(Buffer.from(target.bytes).equals(gif)).toBe(true);
  });
});

describe.skipIf(!hasFfmpeg)("a target that is a video", () => {
  test("goes on as a GIF", async () => {
    const video = { kind: "mp4", width: 64, height: 48, frames: 10, framesPerSecond: 10 } as const;
    const { target } = await take(makeVideo(video), await plainPhoto());
    expect(target.type).toBe("image/gif");
    expect(readGifBlocks(target.bytes)).toMatchObject({ width: 64, height: 48, loop: 0 });
    expect(target.frames).toBe(readGifBlocks(target.bytes).frames.length);
  });

  test("is not converted for a photo that cannot be used, and is blamed when it is broken itself", async () => {
    const broken = Buffer.from("\0\0\0\x18ftypmp42\0\0\0\0mp42isom");
    await expect(take(broken, Buffer.from("no photo"))).rejects.toMatchObject({
      code: "FACE_NOT_IMAGE",
    });
    await expect(take(broken, await plainPhoto())).rejects.toMatchObject({
      code: "TARGET_BROKEN",
      facts: { role: "target" },
    });
  });
});

describe("the face photo", () => {
  test("is turned upright as its camera noted, and its notes are gone", async () => {
    // Orientation 6: the camera was held upright, so the picture must be turned clockwise.
    const sideways = await (
      await redBlue(80, 40)
    )
      .withExif({ IFD0: { Artist: "somebody", Copyright: "of somebody" } })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 100 })
      .toBuffer();
    const { face } = await take(plainGif(1), sideways);
    const { width, height, exif, icc, xmp, orientation, format } = await sharp(
      face.bytes,
    ).metadata();
    expect({ width, height, format }).toEqual({ width: 40, height: 80, format: "jpeg" });
    expect({ exif, icc, xmp, orientation }).toEqual({});
    const [topRed, , topBlue] = await pixelAt(face.bytes, 20, 10);
    const [bottomRed, , bottomBlue] = await pixelAt(face.bytes, 20, 70);
    expect(topRed).toBeGreaterThan(200);
    expect(topBlue).toBeLessThan(60);
    expect(bottomRed).toBeLessThan(60);
    expect(bottomBlue).toBeGreaterThan(200);
  });

  test.each(["png", "jpeg", "webp", "avif"] as const)(
    "may be a %s and comes out as JPEG",
    async (format) => {
      const photo = await (await redBlue(64, 64)).toFormat(format).toBuffer();
      const { face } = await take(plainGif(1), photo);
      expect(face.type).toBe("image/jpeg");
      expect(await sharp(face.bytes).metadata()).toMatchObject({ format: "jpeg", width: 64 });
    },
  );

  test("loses its transparency to white, not to black", async () => {
    const clear = await sharp({
      create: { width: 64, height: 64, channels: 4, background: "#00000000" },
    })
      .png()
      .toBuffer();
    const { face } = await take(plainGif(1), clear);
    expect(Math.min(...(await pixelAt(face.bytes, 5, 5)))).toBeGreaterThan(250);
  });

  test("is scaled down when it is huge and left alone when it is small", async () => {
    const huge = await take(plainGif(1), await plainPhoto(4000, 3000));
    expect(await sharp(huge.face.bytes).metadata()).toMatchObject({ width: 2048, height: 1536 });
    const small = await take(plainGif(1), await plainPhoto(40, 50));
    expect(await sharp(small.face.bytes).metadata()).toMatchObject({ width: 40, height: 50 });
  });

  test("in a cut file is refused, not completed with grey", async () => {
    const photo = await plainPhoto(400, 400);
    await expect(take(plainGif(1), photo.subarray(0, photo.length / 2))).rejects.toMatchObject({
      code: "FACE_BROKEN",
      facts: { role: "face" },
    });
  });

  test("is never drawn from an SVG", async () => {
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"/>');
    await expect(take(plainGif(1), svg)).rejects.toMatchObject({ code: "FACE_NOT_IMAGE" });
  });
});

test("taking in ends with the caller's reason when the caller stops it", async () => {
  const stop = new AbortController();
  const taking = take(plainGif(1), await plainPhoto(), stop.signal);
  const reason = new Error("enough");
  stop.abort(reason);
  await expect(taking).rejects.toBe(reason);
});
