// The language of the window: which one, its texts, and its way to write numbers and dates.
import { createInstance } from "i18next";
import { de } from "./locales/de";
import { en } from "./locales/en";
import type { Fill, TextKey } from "./locales/texts";

export const LANGUAGES = ["system", "en", "de"] as const;
export type LanguageChoice = (typeof LANGUAGES)[number];
export type Language = Exclude<LanguageChoice, "system">;
export type { TextKey };

const texts = createInstance();
void texts.init({
  lng: "en",
  fallbackLng: "en",
  initAsync: false,
  resources: { en: { translation: en }, de: { translation: de } },
  // React escapes what it shows, and Plotly's labels are escaped where they are made.
  interpolation: { escapeValue: false },
});

/** Texts as they were said last: hundreds are asked for at each look, and hardly one has changed. */
const said = new Map<string, string>();

/** More than the texts without a filling and what one look asks for; then all is said anew once. */
const MOST_SAID = 4000;

/** A text in the language of the window. A key, a name to fill in or a plural's number that is wrong does not compile. */
export function t<K extends TextKey>(key: K, ...[filling]: Fill<K>): string {
  return say(key, filling);
}

/** The same for a text that is filled with what came with its key. */
export const filled = (key: TextKey, values: Record<string, string>): string => say(key, values);

function say(key: TextKey, filling: Record<string, string | number> | undefined): string {
  const asked = filling === undefined ? key : key + JSON.stringify(filling);
  const known = said.get(asked);
  if (known !== undefined) return known;
  if (said.size >= MOST_SAID) said.clear();
  const text = texts.t(key, filling ?? {});
  said.set(asked, text);
  return text;
}

/** The wanted locale, or English where it is invalid: with LANG=C a webview says "C", which Intl refuses by throwing. */
export function validLocale(wanted: string | undefined): string {
  try {
    return new Intl.NumberFormat(wanted ?? "en").resolvedOptions().locale;
  } catch {
    return "en";
  }
}

/**
 * The language of a choice on a desktop with this locale, and the locale for its numbers and dates.
 *
 * The region of the desktop counts where its language is the one shown (en-GB, de-CH). Digits are 0 to 9 everywhere,
 * as in addresses and ports, which no locale writes otherwise.
 */
export function languageOf(
  choice: LanguageChoice,
  desktop: string | undefined,
): { language: Language; locale: string } {
  const own = validLocale(desktop).replace(/-u-.*$/, "");
  const spoken: Language = own.split("-")[0] === "de" ? "de" : "en";
  const language = choice === "system" ? spoken : choice;
  const region = own.split("-")[0] === language ? own : language;
  return { language, locale: `${region}-u-nu-latn` };
}

let chosen = languageOf("system", undefined);
const hearers = new Set<(locale: string) => void>();

/** Tells now, and again when the language changes, which locale writes numbers and dates. */
export function onLocale(hear: (locale: string) => void): void {
  hearers.add(hear);
  hear(chosen.locale);
}

let desktop = typeof navigator === "undefined" ? undefined : navigator.language;

/** What the desktop speaks, where it is known better than by the web view. */
export function setDesktop(locale: string | null): void {
  if (locale !== null) desktop = locale;
}

/** Changes the language; what was drawn before has to be drawn anew. */
export function setLanguage(choice: LanguageChoice): Language {
  const next = languageOf(choice, desktop);
  if (next.locale === chosen.locale && next.language === texts.language) return next.language;
  chosen = next;
  said.clear();
  void texts.changeLanguage(next.language);
  if (typeof document !== "undefined") document.documentElement.lang = next.language;
  for (const hear of hearers) hear(next.locale);
  return next.language;
}
