import { describe, expect, test } from "vitest";
import { limits } from "../../../src/core/limits.ts";
import { mediaInPage } from "../../../src/services/links/page-media.ts";

const base = "https://tenor.com/view/x";
const hosts = /(?:^|\.)tenor\.com$/;
const image = '<meta property="og:image" content="https://media.tenor.com/x/wave.gif">';

describe("a page", () => {
  test("tells its file, whatever else is in it", () => {
    const found = mediaInPage(`<meta charset=utf-8><meta name="a"\n${image}<p>`, base, hosts);
    expect(found.map(({ href }) => href)).toEqual(["https://media.tenor.com/x/wave.gif"]);
  });

  // A search that read 2,000 characters anew at every beginning would take minutes for this.
  test("of nothing but beginnings is searched in one go", () => {
    const html = "<meta ".repeat((4 * limits.maxPageBytes) / 6) + image;
    expect(mediaInPage(html, base, hosts)).toHaveLength(1);
  });
});
