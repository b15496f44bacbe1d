import { describe, expect, it } from "vitest";
import { axisNumber, bits, bytes, clockMicros, count, duration, full, moment, share, span } from "./format";

describe("numbers", () => {
  it("are full to 999,999, then short", () => {
    expect(count(999_999)).toBe("999,999");
    expect(count(1_602_118)).toBe("1.60\u202fM");
    expect(full(1_602_118)).toBe("1,602,118");
  });

  it("are a dash when they are missing, and zero when they are zero", () => {
    expect([full(null), count(undefined), full(0)]).toEqual(["–", "–", "0"]);
  });

  it("are legible up to the greatest whole number there is", () => {
    const most = Number.MAX_SAFE_INTEGER;
    expect([full(most), count(most), bytes(most)]).toEqual([
      "9,007,199,254,740,991",
      "9.01\u202fP",
      "9.01\u202fPB",
    ]);
    expect([count(2 ** 50), share(1, most), share(most, most), axisNumber(2 ** 50)]).toEqual([
      "1.13\u202fP",
      "<0.1\u202f%",
      "100.0\u202f%",
      "1.13P",
    ]);
  });

  it.each([
    [0, "0 bit/s"],
    [999, "999 bit/s"],
    [11_800_000, "11.8 Mbit/s"],
    [999_600_000, "1.00 Gbit/s"],
  ])("%d bits per second are %s", (n, text) => {
    expect(bits(n).join(" ")).toBe(text);
  });

  it.each([
    [999, "999 B"],
    [999.5, "1.00 kB"],
    [16_200_000, "16.2 MB"],
    [123_456_789, "123 MB"],
  ])("%d bytes are %s", (n, text) => {
    expect(bytes(n).replace("\u202f", " ")).toBe(text);
  });

  it("write a share of something never as nothing", () => {
    expect(
      [share(1, 1_000_000), share(0, 10), share(721, 1000), share(1, 0)].map((s) => s.replace("\u202f", " ")),
    ).toEqual(["<0.1 %", "0.0 %", "72.1 %", "–"]);
  });

  it.each([
    [0, "0"],
    [500, "500"],
    [2000, "2k"],
    [12_500, "12.5k"],
    [1_500_000, "1.5M"],
    [-2000, "2k"],
  ])("the axis number of %d is %s", (n, text) => {
    expect(axisNumber(n)).toBe(text);
  });
});

describe("times", () => {
  const at = new Date(2026, 10, 21, 14, 32, 9).getTime();
  it("have microseconds for packets", () => expect(clockMicros(at * 1000 + 118_402)).toBe("14:32:09.118402"));
  it("have the date on another day", () => {
    expect(moment(at, at + 1000)).toBe("14:32:09");
    expect(moment(at, at + 86_400_000)).toMatch(/21.*14:32$/);
  });
  it("have the year in another year, also before 2000 and at the epoch", () => {
    expect(moment(new Date(1999, 4, 3, 8, 5).getTime(), at)).toMatch(/1999.*08:05$/);
    expect(moment(0, at)).toMatch(/19(69|70)/);
    expect(clockMicros(7)).toMatch(/:\d\d\.000007$/);
  });
  it("last as long as they last", () => {
    expect([duration(0), duration(751_900), duration(3 * 86_400_000 + 4 * 3_600_000 + 12 * 60_000)]).toEqual([
      "00:00:00",
      "00:12:31",
      "3\u202fd 04:12",
    ]);
  });
  it("are short in words", () =>
    expect([15, 60, 3600, 7200, 90].map((s) => span(s).replace("\u202f", " "))).toEqual([
      "15 s",
      "1 min",
      "60 min",
      "2 h",
      "90 s",
    ]));
});
