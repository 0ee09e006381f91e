import { expect, test } from "vitest";
import { formatTable } from "./engine-quality/table.ts";

test("a table sets words to the left, figures to the right and dashes where there is nothing", () => {
  const rows = [
    { name: "short", value: 1.234 },
    { name: "much longer", value: undefined },
    { name: "endless", value: Infinity },
  ];
  const table = formatTable(
    [
      { title: "name", value: (row) => row.name },
      { title: "value", digits: 1, value: (row) => row.value },
    ],
    rows,
  );
  expect(table.split("\n")).toEqual([
    "name         value",
    "───────────  ─────",
    "short          1.2",
    "much longer      –",
    "endless          ∞",
  ]);
});
