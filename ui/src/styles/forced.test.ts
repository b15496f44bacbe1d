// Where a desktop forces its own colours, backgrounds are gone: what only a background tells must be told by a line.
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";

const FOLDER = import.meta.dirname;
const sheets = readdirSync(FOLDER).filter((name) => name.endsWith(".css"));
const read = (name: string) => readFileSync(path.join(FOLDER, name), "utf8").replace(/\/\*[\s\S]*?\*\//g, "");

interface Rule {
  selectors: string[];
  body: string;
}

/** The rules of a sheet, or of one of its media queries. */
function rules(css: string, media?: string): Rule[] {
  const text = media === undefined ? outside(css) : inside(css, media);
  return [...text.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selectors = "", body = ""]) => ({
    selectors: selectors.split(",\n").map((one) => one.trim()),
    body,
  }));
}

const MEDIA = /@(?:media|container|keyframes)([^{]*)\{((?:[^{}]*\{[^{}]*\})*[^{}]*)\}/g;
const outside = (css: string) => css.replace(MEDIA, "");
const inside = (css: string, media: string) =>
  [...css.matchAll(MEDIA)].filter(([, query = ""]) => query.includes(media)).map(([, , body]) => body).join("\n");

const forced = rules(read("forced.css"), "forced-colors: active");
const toldBy = (selector: string) => forced.filter((rule) => rule.selectors.includes(selector)).map(({ body }) => body).join();

describe("forced colours", () => {
  // Chosen, pressed, current: by a background alone in the other sheets.
  const states = sheets
    .filter((name) => name !== "forced.css")
    .flatMap((name) => rules(read(name)))
    .filter(({ body }) => /background(-color)?:/.test(body))
    .flatMap(({ selectors }) => selectors)
    .filter((one) => /^\.[\w-]+\[aria-(pressed|current|selected)="(true|page)"\]$/.test(one));

  it.each([...new Set(states)])("draw a line around %s", (selector) => expect(toldBy(selector)).toMatch(/outline|border/));
  it("finds such states at all", () => expect(states.length).toBeGreaterThan(3));

  it.each([".mantine-Switch-track", ".mantine-SegmentedControl-root"])("leave an edge to %s", (part) =>
    expect(toldBy(part)).toMatch(/border: 1px solid/));
  it.each([".mantine-Switch-input:checked + .mantine-Switch-track", ".mantine-Radio-radio:checked"])(
    "tell %s apart",
    (part) => expect(toldBy(part)).toMatch(/background: Highlight;/),
  );
  it("name no colour of ours", () => {
    for (const { body } of forced) expect(body).not.toMatch(/#[0-9a-f]{3}|rgb|var\(--(?!mantine)/i);
  });
});

describe("little motion", () => {
  it("ends every animation and transition, whoever made it", () => {
    const [all] = rules(read("forced.css"), "prefers-reduced-motion: reduce");
    expect(all?.selectors).toEqual(["*", "*::before", "*::after"]);
    for (const what of ["transition: none", "animation: none", "scroll-behavior: auto"])
      expect(all?.body).toContain(`${what} !important`);
  });
});
