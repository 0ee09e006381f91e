export type PeriodUnit = "day" | "week" | "month";

/** Turns instants into accounting periods and back, in one time zone. Weeks begin on Monday. */
export interface Calendar {
  /** `<unit>:<first date>`, for example `week:2026-11-16`. */
  keyAt(instant: number): string;
  /** Unix milliseconds at which the period of this key ends and the next begins. */
  endOf(key: string): number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** Local time is at most this far from UTC, in either direction. */
const maxOffsetMs = 15 * hourMs;

/**
 * @param timeZone an IANA name such as `Europe/Berlin`
 * @throws RangeError for a zone that this Node does not know
 */
export function createCalendar(unit: PeriodUnit, timeZone: string): Calendar {
  const format = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  /** `YYYY-MM-DD` on the wall there. Days of 23 and 25 hours are one date like any other. */
  const dateAt = (instant: number) => format.format(instant);

  return {
    keyAt: (instant) => `${unit}:${startDate(unit, dateAt(instant))}`,

    endOf(key) {
      const [keyUnit, start] = splitKey(key);
      const next = nextStart(keyUnit, start);
      // Where clocks change at midnight a day has no 00:00, so its first minute is searched for.
      const utcMidnight = Date.parse(next);
      let before = (utcMidnight - maxOffsetMs) / minuteMs;
      let after = (utcMidnight + maxOffsetMs) / minuteMs;
      while (after - before > 1) {
        const middle = Math.floor((before + after) / 2);
        if (dateAt(middle * minuteMs) < next) before = middle;
        else after = middle;
      }
      return after * minuteMs;
    },
  };
}

/** Did one period end before the other began? Periods of different units cannot be compared. */
export function isEarlierPeriod(one: string, other: string): boolean {
  const [unit, start] = splitKey(one);
  const [otherUnit, otherStart] = splitKey(other);
  return unit === otherUnit && start < otherStart;
}

function splitKey(key: string): [unit: string, start: string] {
  const [unit = "", start = ""] = key.split(":");
  return [unit, start];
}

function startDate(unit: PeriodUnit, date: string): string {
  if (unit === "month") return `${date.slice(0, 7)}-01`;
  if (unit === "day") return date;
  const day = new Date(date);
  const daysSinceMonday = (day.getUTCDay() + 6) % 7;
  day.setUTCDate(day.getUTCDate() - daysSinceMonday);
  return day.toISOString().slice(0, 10);
}

function nextStart(unit: string, start: string): string {
  const day = new Date(start);
  if (unit === "month") day.setUTCMonth(day.getUTCMonth() + 1);
  else day.setUTCDate(day.getUTCDate() + (unit === "week" ? 7 : 1));
  return day.toISOString().slice(0, 10);
}
