import { describe, expect, test } from "vitest";
import { faceVerdict } from "../../src/contract/extensions.ts";
import { paths } from "../../src/contract/paths.ts";
import { AppError, UserError } from "../../src/core/errors.ts";
import { limits } from "../../src/core/limits.ts";
import { startFaceSwapServer } from "../support/face-swap-server.ts";
import type { FaceSwapServer } from "../support/face-swap-server.ts";
import { pngHeader, tinyGif } from "../support/tiny-media.ts";

async function check(server: FaceSwapServer, image_url: string) {
  return server.call(paths.checkFace, { body: { image_url } });
}

async function upload(server: FaceSwapServer) {
  return server.upload(pngHeader(), "image/png", ".png");
}

describe("CheckFace", () => {
  test("hands on the engine's verdict, with a sentence for each fault, and costs nothing", async () => {
    const server = await startFaceSwapServer({ config: { creditsPerKey: 0 } });
    const url = await upload(server);
    expect((await check(server, url)).envelope.data).toEqual({ verdict: "good", faults: [] });
    const fault = { code: "PHOTO_FACE_TURNED", refused: true, facts: { degrees: 60 } } as const;
    server.engine.answers.checkPhoto = async () => ({ verdict: "refused", faults: [fault] });
    expect((await check(server, url)).envelope.data).toEqual({
      verdict: "refused",
      faults: [{ ...fault, message: expect.stringMatching(/\.$/) }],
    });
  });

  test("refuses what is no photo, has no face, or is nowhere, as a verdict", async () => {
    const server = await startFaceSwapServer();
    const codes: string[] = [];
    server.engine.answers.checkPhoto = () => Promise.reject(new UserError("NO_FACE_IN_PHOTO"));
    for (const url of [
      await upload(server),
      await server.upload(tinyGif(), "image/gif", ".gif"),
      "http://10.0.0.1/face.png",
    ]) {
      const { verdict, faults } = faceVerdict.parse((await check(server, url)).envelope.data);
      expect({ verdict, faults: faults.length }).toEqual({ verdict: "refused", faults: 1 });
      codes.push(faults[0].code);
    }
    expect(codes).toEqual(["NO_FACE_IN_PHOTO", "FACE_NOT_IMAGE", "LINK_PRIVATE"]);
    const body = { video_url: "https://a.invalid/x" };
    expect((await server.call(paths.checkFace, { body })).status).toBe(422);
  });

  test.each([
    [new AppError("ENGINE_CRASHED"), 501, "Generation failed"],
    [new TypeError("secret.internals"), 500, "Unexpected server error"],
  ])("says when the server itself is at fault: %s", async (thrown, code, message) => {
    const server = await startFaceSwapServer();
    server.engine.answers.checkPhoto = () => Promise.reject(thrown);
    const { status, envelope, bytes } = await check(server, await upload(server));
    expect({ status, ...envelope }).toMatchObject({ status: code, code, message, data: null });
    expect(bytes.toString()).not.toContain("secret");
  });

  test("is a 429 while too many photos wait for the engine", async () => {
    const server = await startFaceSwapServer();
    const url = await upload(server);
    const finish: (() => void)[] = [];
    server.engine.answers.checkPhoto = () =>
      new Promise((resolve) => finish.push(() => resolve({ verdict: "good", faults: [] })));
    const asked = Array.from({ length: limits.maxFaceChecksAtOnce }, () => check(server, url));
    await expect.poll(() => finish.length).toBe(limits.maxFaceChecksAtOnce);
    const refused = await check(server, url);
    expect(refused.status).toBe(429);
    expect(Number(refused.headers["retry-after"])).toBeGreaterThan(0);
    for (const end of finish) end();
    for (const answer of await Promise.all(asked)) expect(answer.status).toBe(200);
  });
});
