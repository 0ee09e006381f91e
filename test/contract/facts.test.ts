import { describe, expect, test } from "vitest";
import { contractCases } from "./contract-suite.ts";
import { facts } from "./facts.ts";

describe("the contract suite", () => {
  test("has a case for every fact of the contract, and more cases than facts", () => {
    const shown = new Set(contractCases.flatMap((one) => one.facts));
    const listed = Object.keys(facts);
    expect(listed.filter((fact) => !new Set<string>(shown).has(fact))).toEqual([]);
    expect(contractCases.length).toBeGreaterThan(listed.length);
  });

  test("names each of its cases once", () => {
    const titles = contractCases.map(({ title }) => title);
    expect(titles.filter((title, index) => titles.indexOf(title) !== index)).toEqual([]);
  });
});
