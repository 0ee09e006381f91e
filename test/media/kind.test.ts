import { describe, expect, test } from "vitest";
import { mediaKind } from "../../src/media/kind.ts";
import { makeGif } from "../support/make-gif.ts";
import sharp from "sharp";

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));
const picture = () => sharp({ create: { width: 4, height: 4, channels: 3, background: "red" } });

describe("the kind of a file", () => {
  test("is told by real encoders' first bytes", async () => {
    expect(mediaKind(makeGif({ width: 1, height: 1, frames: [{ paint: 1 }] }))).toBe("gif");
    expect(mediaKind(await picture().png().toBuffer())).toBe("png");
    expect(mediaKind(await picture().jpeg().toBuffer())).toBe("jpeg");
    expect(mediaKind(await picture().webp().toBuffer())).toBe("webp");
    expect(mediaKind(await picture().avif().toBuffer())).toBe("avif");
  });

  test.each([
    ["gif", "GIF87a"],
    ["mp4", "\0\0\0\x18ftypisom\0\0\x02\0isomiso2"],
    ["mp4", "\0\0\0\x14ftypqt  \0\0\x02\0qt  "],
    ["heic", "\0\0\0\x18ftypheic\0\0\0\0mif1heic"],
    ["heic", "\0\0\0\x18ftypmif1\0\0\0\0mif1heic"],
    ["avif", "\0\0\0\x18ftypmif1\0\0\0\0mif1avif"],
    [
      "webm",
      "\x1a\x45\xdf\xa3\x9fB\x86\x81\x01B\xf7\x81\x01B\xf2\x81\x04B\xf3\x81\x08B\x82\x84webm",
    ],
    ["html", "<!DOCTYPE html><html>"],
    ["html", "\n  <html lang=en>"],
    ["html", "\xef\xbb\xbf<!doctype HTML>"],
    ["html", "<!-- a comment --><head>"],
  ])("is %s for %j", (kind, head) => {
    expect(mediaKind(latin1(head))).toBe(kind);
  });

  test.each([
    "",
    "GIF",
    "GIF90a",
    "RIFF\0\0\0\0WAVE",
    "\x1a\x45\xdf\xa3matroska",
    "<svg xmlns=",
    "%PDF-1.7",
  ])("is unknown for %j", (head) => {
    expect(mediaKind(latin1(head))).toBeUndefined();
  });

  test("is told at once of a head full of comments, in which every way to read them comes to nothing", () => {
    const comments = "<!---->".repeat(36);
    expect(mediaKind(latin1(comments))).toBeUndefined();
    expect(mediaKind(latin1(`${comments.slice(0, 35)}<html>`))).toBe("html");
  });
});
