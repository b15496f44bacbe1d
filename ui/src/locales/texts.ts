// What the type checker knows of the texts: which keys there are, and what each of them is filled with.
import type { en } from "./en";

/** Every key of one language with text as its value: the shape of any other. */
export type Translation = Same<typeof en>;
type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> };

type Leaves<T, P extends string = ""> = {
  [K in keyof T & string]: T[K] extends string ? { [Path in `${P}${K}`]: T[K] } : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];
type Merged<U> = (U extends unknown ? (one: U) => void : never) extends (all: infer All) => void ? All : never;
/** Every text by its path. */
type Texts = Merged<Leaves<typeof en>>;

type Plurals = Extract<keyof Texts, `${string}_other`>;
type PluralKey = Plurals extends `${infer Key}_other` ? Key : never;
type PlainKey = Exclude<keyof Texts, `${string}_one` | `${string}_other`>;

/** The path of a text. A plural is named without its ending. */
export type TextKey = PlainKey | PluralKey;

type Names<S> = S extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Names<Rest> : never;
type NamesOf<K extends TextKey> = K extends keyof Texts
  ? Names<Texts[K]>
  : `${K}_other` extends keyof Texts
    ? Names<Texts[`${K}_other`]>
    : never;

/** What a text is filled with: written values by name, and for a plural the number that chooses its form. */
export type Filling<K extends TextKey> = Record<NamesOf<K>, string> &
  (K extends PluralKey ? { count: number } : unknown);

/** Nothing where nothing is filled in. */
export type Fill<K extends TextKey> = [NamesOf<K>] extends [never]
  ? K extends PluralKey
    ? [filling: Filling<K>]
    : []
  : [filling: Filling<K>];
