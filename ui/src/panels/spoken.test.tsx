import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { speak, Spoken } from "./spoken";

describe("what is said to people who listen", () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it("is said twice a second at most, and the newest last", () => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    const box = document.body.appendChild(document.createElement("div"));
    const root = createRoot(box);
    act(() => root.render(<Spoken />));
    const heard: string[] = [];
    const said = () => box.querySelector("[role=status]")?.textContent ?? "";
    for (let i = 0; i < 20; i += 1) {
      act(() => speak(`place ${i}`));
      if (heard.at(-1) !== said()) heard.push(said());
      act(() => void vi.advanceTimersByTime(100));
      if (heard.at(-1) !== said()) heard.push(said());
    }
    expect(heard.length).toBeLessThanOrEqual(5);
    act(() => void vi.advanceTimersByTime(600));
    expect(said()).toBe("place 19");
    act(() => root.unmount());
    box.remove();
  });
});
