import { expect, test } from "vitest";
import { parseUrl } from "../../src/core/parse-url.ts";

test("an address with letters beyond ASCII is one, however many addresses were read before", () => {
  for (let i = 0; i < 50_000; i++) parseUrl(`http://a.example/${i}`);
  expect(parseUrl("http://bücher.example/faß")?.hostname).toBe("xn--bcher-kva.example");
  expect(parseUrl("/faß", "http://a.example/b/")?.href).toBe("http://a.example/fa%C3%9F");
  expect(parseUrl("http://")).toBeUndefined();
  expect(parseUrl("/faß")).toBeUndefined();
});
