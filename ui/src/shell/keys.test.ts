import { describe, expect, it } from "vitest";
import { commandOf } from "./keys";

const key = (key: string, ctrlKey = false) => ({ key, ctrlKey, altKey: false, metaKey: false });

describe("keys", () => {
  it("start and stop everywhere, also while somebody writes", () => {
    expect(commandOf(key("Enter", true), true)).toEqual({ do: "start-stop" });
  });

  it("of one letter do nothing while somebody writes", () => {
    for (const k of ["p", "r", "1", "4"]) expect(commandOf(key(k), true)).toBeNull();
  });

  it("pause, refresh and change the view", () => {
    expect(commandOf(key("P"), false)).toEqual({ do: "pause" });
    expect(commandOf(key("r"), false)).toEqual({ do: "refresh" });
    expect(["1", "2", "3", "4", "5", "6"].map((k) => commandOf(key(k), false))).toEqual([
      { do: "show", view: "overview" },
      { do: "show", view: "sources" },
      { do: "show", view: "packets" },
      { do: "show", view: "alerts" },
      { do: "show", view: "settings" },
      null,
    ]);
  });

  it("with Alt go back and forward, but not while somebody writes", () => {
    const alt = (k: string, writing: boolean) => commandOf({ ...key(k), altKey: true }, writing);
    expect([alt("ArrowLeft", false), alt("ArrowRight", false)]).toEqual([{ do: "back" }, { do: "forward" }]);
    expect([alt("ArrowLeft", true), alt("p", false)]).toEqual([null, null]);
  });

  it("leave Ctrl+R and Ctrl+P to the system", () =>
    expect([commandOf(key("r", true), false), commandOf(key("p", true), false)]).toEqual([null, null]));
});
