import { describe, expect, it } from "vitest";
import { csv } from "./clipboard";
import { label, shortened, visible } from "./text";

describe("text from the network", () => {
  it("shows direction and control characters instead of obeying them", () => {
    expect(visible("a\u202eb\u0000c\u200bd\u2066e\u001bf")).toBe("a\\u202Eb\\u0000c\\u200Bd\\u2066e\\u001Bf");
    expect(visible("SYN ACK – ü 漢")).toBe("SYN ACK – ü 漢");
  });

  it.each(["<b>x</b>", '<a href="https://example.org">y</a>', "<img src=x onerror=alert(1)>", "a<br>b"])(
    "is no markup to Plotly: %s",
    (name) => {
      expect(label(name)).not.toMatch(/[<>]/);
    },
  );

  it("does not turn written entities into markup", () => expect(label("&lt;b&gt;")).toBe("&amp;lt;b&amp;gt;"));

  it("loses its middle when it is long", () => {
    expect(shortened("2001:db8:85a3:0:1c2a:8a2e:370:7334")).toBe("2001:db8:85a3…0:7334");
    expect(shortened("192.168.100.200")).toBe("192.168.100.200");
  });
});

describe("rows for the clipboard", () => {
  it("are CSV with bare numbers and empty gaps", () => {
    expect(
      csv(
        ["Time", "TCP"],
        [
          ["14:32:09", 8102],
          ["14:32:14", null],
        ],
      ),
    ).toBe("Time,TCP\n14:32:09,8102\n14:32:14,");
  });

  it("quote what needs it, and start no formula", () => {
    expect(csv(["a"], [['x,"y"'], ["=1+1"], ["@cmd"]])).toBe('a\n"x,""y"""\n\'=1+1\n\'@cmd');
  });
});
