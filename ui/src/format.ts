// Numbers and times as people read them. A missing value is a dash, never a zero.

import { onLocale, t } from "./i18n";

/** Narrow no-break space: between a number and its unit. */
const GAP = "\u202f";
export const MISSING = "–";

let whole: Intl.NumberFormat;
let oneDigit: Intl.NumberFormat;
let twoDigits: Intl.NumberFormat;
let short: Intl.NumberFormat;
let day: Intl.DateTimeFormat;
let dayOfYear: Intl.DateTimeFormat;
let dayUtc: Intl.DateTimeFormat;

onLocale((locale) => {
  whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  oneDigit = new Intl.NumberFormat(locale, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  twoDigits = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  short = new Intl.NumberFormat(locale, { maximumSignificantDigits: 3 });
  day = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short" });
  dayOfYear = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric" });
  dayUtc = new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" });
});

/** Every digit: for tables and titles. */
export const full = (n: number | null | undefined): string =>
  n === null || n === undefined ? MISSING : whole.format(n);

/** Every digit up to 999,999, then three digits: for places with little room, the whole number in their title. */
export function count(n: number | null | undefined): string {
  if (n === null || n === undefined || n < 1e6) return full(n);
  const [value, unit] = scaled(n, ["", "k", "M", "G", "T", "P"]);
  return `${value}${GAP}${unit}`;
}

export const perSecond = (n: number): string => t("units.packetsPerS", { n: full(n) });

/** Throughput in bits, as its number and its unit. */
export const bits = (perS: number): [string, string] => scaled(perS, ["bit/s", "kbit/s", "Mbit/s", "Gbit/s", "Tbit/s"]);

/** Volume in bytes, powers of 1000. */
export const bytes = (n: number): string => scaled(n, ["B", "kB", "MB", "GB", "TB", "PB"]).join(GAP);

/** Three digits that matter, and the unit of that thousand. */
function scaled(n: number, units: readonly string[]): [string, string] {
  let value = n;
  let step = 0;
  // 999.5 would be written as 1,000.
  while (value >= 999.5 && step < units.length - 1) {
    value /= 1000;
    step += 1;
  }
  const write = step === 0 || value >= 99.95 ? whole : value >= 9.995 ? oneDigit : twoDigits;
  return [write.format(value), units[step] ?? ""];
}

/** What stands between thousands, and before decimals, where a number is written by hand. */
export function separators(): { group: string; decimal: string } {
  const parts = oneDigit.formatToParts(1_234_567.8);
  const part = (type: string) => parts.find((one) => one.type === type)?.value;
  return { group: part("group") ?? "", decimal: part("decimal") ?? "." };
}

/** How many times as much: 1.8, 12. */
export const times = (n: number): string => (n >= 10 ? whole : oneDigit).format(n);

/** A part of a whole; something is never written as nothing. */
export function share(part: number, total: number): string {
  if (total <= 0) return MISSING;
  const percent = (100 * part) / total;
  if (part > 0 && percent < 0.05) return `<${oneDigit.format(0.1)}${GAP}%`;
  return `${oneDigit.format(percent)}${GAP}%`;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** Local time of day: 14:32:09. */
export function clock(ms: number): string {
  const at = new Date(ms);
  return `${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The same of a time that is shifted, so that its UTC reading is the local one. */
export const clockUtc = (ms: number): string => new Date(ms).toISOString().slice(11, 19);

/** Its date: 20 Nov. */
export const dateUtc = (ms: number): string => dayUtc.format(ms);

/** For files: the day and the local time with its distance from UTC, as in ISO 8601. */
export function iso(ms: number): string {
  const at = new Date(ms);
  const minutes = -at.getTimezoneOffset();
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  const day = `${String(at.getFullYear()).padStart(4, "0")}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  const part = ms % 1000 === 0 ? "" : `.${String(at.getMilliseconds()).padStart(3, "0")}`;
  return `${day}T${clock(ms)}${part}${minutes < 0 ? "-" : "+"}${two(hours)}:${two(rest)}`;
}

/** A part of a whole in percent, as a plain number for files. */
export const percent = (part: number, total: number): number | null =>
  total > 0 ? Math.round((10_000 * part) / total) / 100 : null;

/** Local time of day to the microsecond: 14:32:09.118402. */
export const clockMicros = (us: number): string =>
  `${clock(Math.floor(us / 1000))}.${String(us % 1_000_000).padStart(6, "0")}`;

/** Time of day; with the date when it is not that of `now`, and with the year when that is another. */
export function moment(ms: number, now: number): string {
  const [at, today] = [new Date(ms), new Date(now)];
  const sameYear = at.getFullYear() === today.getFullYear();
  if (sameYear && at.getMonth() === today.getMonth() && at.getDate() === today.getDate()) return clock(ms);
  const date = sameYear ? day : dayOfYear;
  return `${date.format(at)} ${clock(ms).slice(0, 5)}`;
}

/** How long: 00:12:31, 3 d 04:12. */
export function duration(ms: number): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  const [days, hours, minutes] = [Math.floor(s / 86_400), Math.floor(s / 3600) % 24, Math.floor(s / 60) % 60];
  if (days > 0) return t("units.days", { n: full(days), time: `${two(hours)}:${two(minutes)}` });
  return `${two(hours)}:${two(minutes)}:${two(s % 60)}`;
}

/** A short length of time in words: 15 s, 60 min, 2 h. */
export function span(s: number): string {
  if (s > 3600 && s % 3600 === 0) return t("units.hours", { n: full(s / 3600) });
  if (s >= 60 && s % 60 === 0) return t("units.minutes", { n: full(s / 60) });
  return t("units.seconds", { n: full(s) });
}

/** The zone in force: UTC+1. */
export function zone(ms: number): string {
  const minutes = -new Date(ms).getTimezoneOffset();
  if (minutes === 0) return "UTC";
  const [hours, rest] = [Math.floor(Math.abs(minutes) / 60), Math.abs(minutes) % 60];
  return `UTC${minutes < 0 ? "−" : "+"}${hours}${rest === 0 ? "" : `:${two(rest)}`}`;
}

const AXIS_UNITS = [
  [1e15, "P"],
  [1e12, "T"],
  [1e9, "G"],
  [1e6, "M"],
  [1e3, "k"],
] as const;

/** For axes: 0, 500, 2k, 1.5M. Always without a sign, since a direction is no negative number. */
export function axisNumber(n: number): string {
  const value = Math.abs(n);
  const [power, unit] = AXIS_UNITS.find(([least]) => value >= least) ?? [1, ""];
  return `${short.format(value / power)}${unit}`;
}
