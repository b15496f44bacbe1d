import { afterEach, describe, expect, it } from "vitest";
import { errors } from "./dev/errors";
import { setLanguage } from "./i18n";
import type { Said } from "./ipc";
import { de } from "./locales/de";
import { en } from "./locales/en";
import { cureOf, inWords, whatOf } from "./said";
import core from "./said.json";

describe("what the core says", () => {
  afterEach(() => void setLanguage("en"));

  it.each(Object.keys(core) as Said["id"][])("is in the texts of each language: %s", (id) => {
    for (const [language, texts] of [["en", en], ["de", de]] as const) {
      const { what, cure } = texts.said[id];
      expect([what, cure].map((text) => text.replaceAll(/{{(\w+)}}/g, "{$1}"))).toEqual(core[id][language]);
    }
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
