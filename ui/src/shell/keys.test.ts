import { describe, expect, it } from "vitest";
import { commandOf } from "./keys";

const key = (key: string, ctrlKey = false) => ({ key, ctrlKey, altKey: false, metaKey: false });

describe("keys", () => {
  it("start and stop everywhere, also while somebody writes", () => {
    expect(commandOf(key("Enter", true), true)).toEqual({ do: "start-stop" });
  });

  it("of one letter do nothing while somebody writes", () => {
    for (const k of ["p", "r", "1", "4", "?", "i", "l", "[", "-", "="]) expect(commandOf(key(k), true)).toBeNull();
  });

  it("pause, refresh and change the view", () => {
    expect(commandOf(key("P"), false)).toEqual({ do: "pause" });
    expect(commandOf(key("r"), false)).toEqual({ do: "refresh" });
    expect(["1", "2", "3", "4", "5", "6", "7", "8", "?"].map((k) => commandOf(key(k), false))).toEqual([
      { do: "show", view: "overview" },
      { do: "show", view: "sources" },
      { do: "show", view: "packets" },
      { do: "show", view: "alerts" },
      { do: "show", view: "interfaces" },
      { do: "show", view: "settings" },
      { do: "show", view: "help" },
      null,
      { do: "show", view: "help" },
    ]);
  });

  it("with Alt go back and forward, but not while somebody writes", () => {
    const alt = (k: string, writing: boolean) => commandOf({ ...key(k), altKey: true }, writing);
    expect([alt("ArrowLeft", false), alt("ArrowRight", false)]).toEqual([{ do: "back" }, { do: "forward" }]);
    expect([alt("ArrowLeft", true), alt("p", false)]).toEqual([null, null]);
  });

  it("with Ctrl make everything larger and smaller, also while somebody writes", () =>
    expect(["+", "=", "-", "0"].map((k) => commandOf(key(k, true), true))).toEqual(
      [1, 1, -1, 0].map((steps) => ({ do: "zoom", steps })),
    ));

  it("choose interface, range and interval, and go back to live", () =>
    expect(["i", "L", "[", "]", "-", "="].map((k) => commandOf(key(k), false))).toEqual([
      { do: "interface" },
      { do: "live" },
      { do: "range", steps: -1 },
      { do: "range", steps: 1 },
      { do: "interval", steps: -1 },
      { do: "interval", steps: 1 },
    ]));

  it("go from part to part with F6, also while somebody writes", () => {
    expect(commandOf(key("F6"), true)).toEqual({ do: "region", steps: 1 });
    expect(commandOf({ ...key("F6"), shiftKey: true }, false)).toEqual({ do: "region", steps: -1 });
  });

  it("of one character do nothing where they are switched off, and all others stay", () => {
    const off = (k: string, ctrlKey = false) => commandOf(key(k, ctrlKey), false, false);
    for (const k of ["p", "R", "i", "l", "[", "]", "-", "=", "+", "/", "?", "1", "7"]) {
      expect(commandOf(key(k), false), k).not.toBeNull();
      expect(off(k), k).toBeNull();
    }
    expect([off("Escape"), off("F6"), off("F1"), off("f", true), off("Enter", true)]).toEqual([
      { do: "clear" },
      { do: "region", steps: 1 },
      { do: "show", view: "help" },
      { do: "filter" },
      { do: "start-stop" },
    ]);
  });

  it("leave Ctrl+R and Ctrl+P to the system", () =>
    expect([commandOf(key("r", true), false), commandOf(key("p", true), false)]).toEqual([null, null]));
});
