import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Legend } from "./legend";
import { Tip } from "./tip";
import { TwinTable } from "./twin-table";

let root: Root;
let box: HTMLElement;
const render = (children: React.ReactNode) => act(() => root.render(children));

describe("what is shown of the network", () => {
  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    box = document.body.appendChild(document.createElement("div"));
    root = createRoot(box);
  });
  afterEach(() => {
    act(() => root.unmount());
    box.remove();
  });

  it("is text in a table, never an element", () => {
    const hostile = '<img src=x onerror="alert(1)"><a href="x">y</a>';
    render(<TwinTable id="chart-x" twin={{ caption: "c", columns: ["Source", "Packets"], rows: [[hostile, 9260]] }} />);
    expect(box.querySelector("img, a")).toBeNull();
    expect(box.querySelector("tbody th")?.textContent).toBe(hostile);
  });

  it("is text beside the pointer", () => {
    render(<Tip lines={["<b>bold</b>", "<script>1</script>"]} x={1} y={1} />);
    const tip = document.querySelector(".tip");
    expect(tip?.querySelector("b, script")).toBeNull();
    expect(tip?.textContent).toContain("<script>1</script>");
  });

  it("is a real table, with a dash for what is missing", () => {
    render(
      <TwinTable
        id="chart-x"
        twin={{
          caption: "Packets",
          columns: ["Time", "TCP"],
          rows: [
            ["14:00:00", null],
            ["14:00:05", 8102],
          ],
        }}
      />,
    );
    expect(box.querySelector("table[data-testid=chart-x-table] caption")?.textContent).toBe("Packets");
    expect([...box.querySelectorAll("td")].map((td) => td.textContent)).toEqual(["–", "8,102"]);
    expect(box.querySelectorAll("th[scope=col]")).toHaveLength(2);
  });

  it("isolates a protocol with Shift, and only explains what is no protocol", () => {
    const calls: unknown[] = [];
    const items = [
      { key: "tcp", name: "TCP", colour: "#000" },
      { key: "In", name: "In", colour: "#000" },
    ];
    render(<Legend items={items} shown={[true, true, true, true, true]} onToggle={(...args) => calls.push(args)} />);
    const buttons = box.querySelectorAll("button");
    expect(buttons).toHaveLength(1);
    act(() => void buttons[0]?.dispatchEvent(new MouseEvent("click", { bubbles: true, shiftKey: true })));
    expect(calls).toEqual([["tcp", true]]);
  });
});
