import { afterEach, describe, expect, it } from "vitest";
import { errors } from "./dev/errors";
import { setLanguage } from "./i18n";
import type { Said } from "./ipc";
import { de } from "./locales/de";
import { en } from "./locales/en";
import { cureOf, inWords, whatOf } from "./said";
import core from "./said.json";

const ids = Object.keys(core) as Said["id"][];
const names = (text: string): string[] => [...text.matchAll(/{+(\w+)}+/g)].map((found) => found[1] ?? "").sort();

describe("what the core says", () => {
  afterEach(() => void setLanguage("en"));

  it("is in the window's English word for word", () => {
    const written = Object.fromEntries(
      Object.entries(en.said).map(([id, { what, cure }]) => [id, [what, cure].map((text) => text.replaceAll(/{{(\w+)}}/g, "{$1}"))]),
    );
    expect(written).toEqual(core);
  });

  it.each(ids)("has %s in German, filled with the same values", (id) => {
    const [what, cure] = core[id];
    const german = de.said[id];
    expect(german.what).not.toBe("");
    expect(german.what).not.toBe(en.said[id].what);
    expect(german.cure === "").toBe(cure === "");
    expect([names(german.what), names(german.cure)]).toEqual([names(what ?? ""), names(cure ?? "")]);
  });

  it("is told in the language of the window, with the values as they are", () => {
    const hostile = '<img src=x onerror="alert(1)"> {{new}} $t(app)';
    const said: Said = { id: "interfaceRenamed", values: { name: hostile, new: "eth1" } };
    setLanguage("de");
    expect(inWords({ said })).toBe(`Die Schnittstelle ${hostile} heißt jetzt eth1; die Aufzeichnung geht weiter.`);
    const gone = { said: { id: "interfaceGone", values: { name: "eth0" } } as Said };
    expect([whatOf(gone), cureOf(gone)]).toEqual([
      "eth0 ist weg.",
      "Weir beginnt von selbst wieder, sobald sie zurück ist; oder wählen Sie eine andere Schnittstelle.",
    ]);
  });

  it("is in the scripted scenes what the core says", () => {
    for (const error of Object.values(errors)) expect(inWords(error)).toBe(`${error.sentence} ${error.cure}`);
  });
});
