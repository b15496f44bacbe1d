import { MantineProvider } from "@mantine/core";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Guard } from "./guard";

let box: HTMLElement;
let broken = true;
const Chart = () => {
  if (broken) throw new Error("a <b>bad</b> number");
  return <p>drawn</p>;
};

describe("a part of the window that cannot be drawn", () => {
  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    box = document.body.appendChild(document.createElement("div"));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    box.remove();
  });

  it("says so, leaves the others alone, and can be tried again", () => {
    const root = createRoot(box);
    act(() =>
      root.render(
        <MantineProvider env="test">
          <Guard title="Traffic count" id="chart-traffic">
            <Chart />
          </Guard>
          <p id="other">other</p>
        </MantineProvider>,
      ),
    );
    const part = box.querySelector("[data-testid=chart-traffic]");
    expect(part?.getAttribute("data-state")).toBe("error");
    expect(part?.querySelector("[role=alert]")?.textContent).toMatch(/could not be drawn/);
    expect(box.querySelector("#other")).not.toBeNull();
    broken = false;
    act(() => part?.querySelector("button")?.click());
    expect(box.textContent).toContain("drawn");
    act(() => root.unmount());
  });
});
