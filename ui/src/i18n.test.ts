import { afterEach, describe, expect, it } from "vitest";
import { bytes, full, perSecond, separators, share, span } from "./format";
import { languageOf, setLanguage, t, validLocale } from "./i18n";
import { de } from "./locales/de";
import { en } from "./locales/en";

interface Tree {
  [key: string]: string | Tree;
}

/** Every text by its path. */
const leaves = (tree: Tree, path = ""): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === "string" ? [[path + key, value] as [string, string]] : leaves(value, `${path}${key}.`),
  );
const names = (text: string): string[] => [...text.matchAll(/{{(\w+)}}/g)].map((found) => found[1] ?? "").sort();
const [english, german] = [leaves(en), leaves(de)];

describe("the languages", () => {
  it("have the same texts", () =>
    expect(german.map(([key]) => key).sort()).toEqual(english.map(([key]) => key).sort()));
  it("fill each text with the same values, and leave none empty", () => {
    const other = Object.fromEntries(german);
    const wrong = english.filter(([key, text]) => {
      const own = other[key] ?? "";
      return (own.trim() === "") !== (text === "") || names(own).join() !== names(text).join();
    });
    expect(wrong).toEqual([]);
  });
  it("call one thing by one name in German: what one does is the Aufzeichnung, the file the Aufzeichnungsdatei", () =>
    expect(german.filter(([, text]) => /mitschn(?!ell)|aufnahme/i.test(text))).toEqual([]));
  it("have only whole {{names}}", () =>
    expect([...english, ...german].filter(([, text]) => /[{}]/.test(text.replaceAll(/{{\w+}}/g, "")))).toEqual([]));
  it("have both forms of every plural", () => {
    const keys = new Set(english.map(([key]) => key));
    for (const key of keys)
      if (key.endsWith("_other")) expect(keys).toContain(key.replace(/_other$/, "_one"));
      else if (key.endsWith("_one")) expect(keys).toContain(key.replace(/_one$/, "_other"));
  });
});

describe("the chosen language", () => {
  afterEach(() => void setLanguage("en"));

  it("writes texts, plurals, numbers and units", () => {
    expect([t("session.button.running"), t("alerts.badge", { count: 1, n: "1" })]).toEqual(["Stop", "1 open alert"]);
    expect([full(1_234_567), share(1, 3), bytes(12_767)]).toEqual(["1,234,567", "33.3\u202f%", "12.8\u202fkB"]);
    setLanguage("de");
    expect([t("session.button.running"), t("alerts.badge", { count: 1, n: "1" })]).toEqual(["Stopp", "1 offener Alarm"]);
    expect(t("alerts.badge", { count: 2, n: "2" })).toBe("2 offene Alarme");
    expect([full(1_234_567), share(1, 3), bytes(12_767)]).toEqual(["1.234.567", "33,3\u202f%", "12,8\u202fkB"]);
    expect([perSecond(2134), span(300), separators()]).toEqual([
      "2.134\u202fPakete/s",
      "5\u202fmin",
      { group: ".", decimal: "," },
    ]);
  });

  it("is that of the desktop where Weir speaks it, with its region", () => {
    expect(languageOf("system", "de-CH")).toEqual({ language: "de", locale: "de-CH-u-nu-latn" });
    expect(languageOf("system", "en-GB")).toEqual({ language: "en", locale: "en-GB-u-nu-latn" });
    expect(languageOf("system", "fr-FR")).toEqual({ language: "en", locale: "en-u-nu-latn" });
    expect(languageOf("en", "de-DE")).toEqual({ language: "en", locale: "en-u-nu-latn" });
    expect(languageOf("de", "C")).toEqual({ language: "de", locale: "de-u-nu-latn" });
  });

  it.each(["ar-EG", "fa-IR", "mr-IN", "ne-NP", "en-u-nu-arab"])(
    "writes the digits 0 to 9 on a desktop with %s",
    (locale) => {
      expect(new Intl.NumberFormat(languageOf("system", locale).locale).format(1_234_567)).toBe("1,234,567");
    },
  );

  it("fills values in as they are, also those that look like HTML or like a text of ours", () => {
    const hostile = '<img src=x onerror="alert(1)"> {{n}} $t(app)';
    expect(t("welcome.switchTo", { name: hostile })).toBe(`Switch to ${hostile}`);
  });

  it.each([undefined, "C", "C.UTF-8", "", "de_DE.UTF-8", "x"])("is English where the desktop says %j", (locale) =>
    expect(validLocale(locale)).toMatch(/^en/),
  );
  it("is the desktop's where it is one", () => expect(validLocale("de-AT")).toBe("de-AT"));
});
