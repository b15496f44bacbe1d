import { MantineProvider } from "@mantine/core";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseFilter } from "./filter/parse";
import { axisNumber, bits, bytes, clockMicros, count, duration, full, iso, moment, separators, share, span, times, zone } from "./format";
import { setLanguage } from "./i18n";
import { NumberField } from "./settings/number-field";
import { asLatin, latinDigits } from "./digits";

const ELSEWHERE = ["hi-IN-u-nu-deva", "ar-EG", "fa-IR", "bn-BD", "my-MM", "en-u-nu-deva", "de-DE-u-nu-arab"];
const AT = Date.UTC(1999, 4, 3, 8, 5, 9, 120);
const own = Object.getOwnPropertyDescriptor(Navigator.prototype, "language");

/** A desktop with this locale. */
function onDesktop(locale: string): void {
  Object.defineProperty(navigator, "language", { value: locale, configurable: true });
  setLanguage("system");
}

describe("on a desktop that writes other digits", () => {
  afterEach(() => {
    Reflect.deleteProperty(navigator, "language");
    if (own) Object.defineProperty(Navigator.prototype, "language", own);
    setLanguage("en");
  });

  it.each(ELSEWHERE)("%s, every number and time has the digits 0 to 9", (locale) => {
    onDesktop(locale);
    const written = [
      ...[full(1_234_567), count(12_345_678), bytes(12_767), bits(11_800_000).join(" "), share(1, 3), times(1.8)],
      ...[axisNumber(1_500_000), span(90), duration(3 * 86_400_000), moment(AT, AT + 86_400_000 * 400), iso(AT)],
      ...[clockMicros(AT * 1000), zone(AT), separators().group, separators().decimal],
    ];
    for (const text of written) expect(text).toBe(latinDigits(text));
    const { group, decimal } = separators();
    expect([Number(full(1_234_567).replaceAll(group, "")), Number(times(1.8).replace(decimal, "."))]).toEqual([1_234_567, 1.8]);
  });

  it("digits of every keyboard are read as numbers", () => {
    expect(["१२३", "٤٥٦", "۷۸۹", "০১২", "၃၄၅", "６７"].map(latinDigits)).toEqual(["123", "456", "789", "012", "345", "67"]);
    expect(latinDigits("port 443, ٣ ½ Ⅳ")).toBe("port 443, 3 ½ Ⅳ");
  });

  it("a filter can be written with them, and a mistake is marked where it is", () => {
    expect(parseFilter("port ٤٤٣ and src १०.०.०.०/८")).toEqual(parseFilter("port 443 and src 10.0.0.0/8"));
    expect(parseFilter("port ٤٤٣ and").mistake).toEqual(parseFilter("port 443 and").mistake);
    expect(parseFilter("port ٤٤٣").mistake).toBeNull();
  });
});

describe("a field for a number", () => {
  let root: Root;
  let box: HTMLElement;
  beforeEach(() => {
    (globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean }).IS_REACT_ACT_ENVIRONMENT = true;
    box = document.body.appendChild(document.createElement("div"));
    root = createRoot(box);
    addEventListener("beforeinput", asLatin, true);
  });
  afterEach(() => {
    removeEventListener("beforeinput", asLatin, true);
    act(() => root.unmount());
    box.remove();
  });

  it("takes the digits of every keyboard", () => {
    const good: number[] = [];
    act(() =>
      root.render(
        <MantineProvider>
          <NumberField label="TCP" testid="tcp" value={5} bad={() => null} onGood={(value) => good.push(value)} />
        </MantineProvider>,
      ),
    );
    const input = box.querySelector("input");
    if (input === null) throw new Error("there is no field");
    input.focus();
    input.select();
    const type = (data: string) => {
      const event = new InputEvent("beforeinput", { data, inputType: "insertText", bubbles: true, cancelable: true });
      act(() => void input.dispatchEvent(event));
      return event.defaultPrevented;
    };
    expect([type("१२३४"), input.value, good.at(-1)]).toEqual([true, "1,234", 1234]);
    expect(type("7")).toBe(false);
  });
});
