import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { useScale } from "./use-scale";

let root: Root;
let scale: ReturnType<typeof useScale>;

function Probe({ spread }: { spread: number }) {
  const now = useScale("chart-x", spread);
  // eslint-disable-next-line react-hooks/globals -- the test looks at it
  scale = now;
  return null;
}
const show = (spread: number) => act(() => root.render(<Probe spread={spread} />));
const anew = () => {
  act(() => root.unmount());
  root = createRoot(document.createElement("div"));
};

describe("the scale of a chart", () => {
  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    localStorage.clear();
    root = createRoot(document.createElement("div"));
  });
  afterEach(() => act(() => root.unmount()));

  it("is logarithmic by itself while one bar dwarfs the others, and does not flicker", () => {
    show(1);
    expect(scale).toMatchObject({ log: false, byItself: false });
    show(60);
    expect(scale).toMatchObject({ log: true, byItself: true });
    show(20);
    expect(scale.log).toBe(true);
    show(10);
    expect(scale.log).toBe(false);
    show(20);
    expect(scale.log).toBe(false);
  });

  it("stays as the user chose it, also after a start", () => {
    show(60);
    act(() => scale.set(false));
    expect(scale).toMatchObject({ log: false, byItself: false });
    anew();
    show(60);
    expect(scale.log).toBe(false);
    act(() => scale.set(true));
    expect(scale).toMatchObject({ log: true, byItself: true });
    anew();
    show(1);
    expect(scale.log).toBe(false);
    act(() => scale.set(true));
    anew();
    show(1);
    expect(scale).toMatchObject({ log: true, byItself: false });
  });
});
