import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { createProgressLine } from "../../src/cli/progress-line.ts";

/** A stderr that keeps what is written to it. */
function screen(isTTY: boolean): { stream: NodeJS.WriteStream; text: () => string } {
  let text = "";
  const stream = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return {
    stream: Object.assign(stream, { isTTY, columns: 80 }) as NodeJS.WriteStream,
    text: () => text,
  };
}

test("on a terminal one line moves through the stages", () => {
  const { stream, text } = screen(true);
  const line = createProgressLine(stream, () => 0);
  line.show({ stage: "loading", done: 0, of: 1 });
  line.show({ stage: "finding", done: 20, of: 40 });
  line.show({ stage: "drawing", done: 40, of: 40 });
  line.end();
  expect(text()).toContain("Reading the inputs");
  expect(text()).toContain("40/40");
  expect(text().match(/\n/g)).toHaveLength(1);
});

test("the terminal keeps its cursor and its wrapping, since a Ctrl-C would leave it without", () => {
  const { stream, text } = screen(true);
  createProgressLine(stream, () => 0).show({ stage: "finding", done: 1, of: 2 });
  expect(text()).toContain("1/2");
  expect(text()).not.toContain("\u001B[?25l");
  expect(text()).not.toContain("\u001B[?7l");
});

test("elsewhere each stage is a line of its own, and a slow one says more every five seconds", () => {
  const { stream, text } = screen(false);
  let time = 10_000;
  const line = createProgressLine(stream, () => time);
  for (let done = 0; done <= 8; done += 1) {
    line.show({ stage: "finding", done, of: 8 });
    time += 2_000;
  }
  line.show({ stage: "drawing", done: 1, of: 8 });
  line.end();
  expect(text()).toBe(
    "Finding faces: 0 of 8\nFinding faces: 3 of 8\nFinding faces: 6 of 8\nDrawing the face: 1 of 8\n",
  );
});
