import { describe, expect, test } from "vitest";
import { createCalendar, isEarlierPeriod } from "../../src/services/period.ts";

describe("an accounting period", () => {
  test.each([
    ["day", "UTC", "2026-11-22T23:59:59.999Z", "day:2026-11-22", "2026-11-23T00:00:00Z"],
    ["day", "Asia/Kolkata", "2026-11-22T18:30:00Z", "day:2026-11-23", "2026-11-23T18:30:00Z"],
    ["day", "Pacific/Kiritimati", "2026-11-22T10:00:00Z", "day:2026-11-23", "2026-11-23T10:00:00Z"],
    ["day", "Pacific/Pago_Pago", "2026-11-22T10:59:00Z", "day:2026-11-21", "2026-11-22T11:00:00Z"],
    ["week", "UTC", "2026-11-22T12:00:00Z", "week:2026-11-16", "2026-11-23T00:00:00Z"],
    ["week", "UTC", "2026-11-23T00:00:00Z", "week:2026-11-23", "2026-11-30T00:00:00Z"],
    ["week", "UTC", "2027-01-01T00:00:00Z", "week:2026-12-28", "2027-01-04T00:00:00Z"],
    ["month", "UTC", "2026-12-31T23:00:00Z", "month:2026-12-01", "2027-01-01T00:00:00Z"],
    ["month", "Europe/Berlin", "2026-12-31T23:00:00Z", "month:2027-01-01", "2027-01-31T23:00:00Z"],
  ] as const)("of a %s in %s at %s is %s and ends at %s", (unit, zone, at, key, end) => {
    const calendar = createCalendar(unit, zone);
    expect(calendar.keyAt(Date.parse(at))).toBe(key);
    expect(new Date(calendar.endOf(key)).toISOString()).toBe(new Date(end).toISOString());
  });

  test("is one day on the days of 23 and 25 hours", () => {
    const berlin = createCalendar("day", "Europe/Berlin");
    expect(berlin.keyAt(Date.parse("2026-10-24T22:00:00Z"))).toBe("day:2026-10-25");
    expect(berlin.keyAt(Date.parse("2026-10-25T22:59:59Z"))).toBe("day:2026-10-25");
    expect(berlin.endOf("day:2026-10-25")).toBe(Date.parse("2026-10-25T23:00:00Z"));
    expect(berlin.endOf("day:2026-03-29")).toBe(Date.parse("2026-03-29T22:00:00Z"));
  });

  test("ends with the first minute of the next day where clocks jump over midnight", () => {
    const cairo = createCalendar("day", "Africa/Cairo");
    // On 2026-04-24 Cairo goes from 23:59:59 to 01:00.
    expect(cairo.endOf("day:2026-04-23")).toBe(Date.parse("2026-04-23T22:00:00Z"));
  });

  test("begins where the one before it ends, all year round, in awkward zones", () => {
    for (const zone of ["America/St_Johns", "Australia/Lord_Howe", "Africa/Cairo", "Asia/Tehran"]) {
      const calendar = createCalendar("day", zone);
      let at = Date.parse("2026-01-01T12:00:00Z");
      for (let day = 0; day < 365; day += 1) {
        const end = calendar.endOf(calendar.keyAt(at));
        expect(calendar.keyAt(end - 1)).toBe(calendar.keyAt(at));
        expect(calendar.keyAt(end)).not.toBe(calendar.keyAt(at));
        at = end;
      }
    }
  });

  test("knows which of two periods began earlier, but only of the same unit", () => {
    expect(isEarlierPeriod("day:2026-11-22", "day:2026-11-23")).toBe(true);
    expect(isEarlierPeriod("day:2026-11-22", "day:2026-11-22")).toBe(false);
    expect(isEarlierPeriod("day:2026-11-23", "day:2026-11-22")).toBe(false);
    expect(isEarlierPeriod("day:2026-11-10", "week:2026-11-16")).toBe(false);
  });

  test("needs a time zone that exists", () => {
    expect(() => createCalendar("day", "Europe/Atlantis")).toThrow(RangeError);
  });
});
