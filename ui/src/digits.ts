// Numbers are written with the digits 0 to 9 in every locale, and can be typed with those of the keyboard.

/** The zeros of the other decimal digits that keyboards have; their nine others follow. */
const ZEROS = [
  0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0de6, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0x17e0, 0x1810, 0xff10,
];

/** The same text with the digits 0 to 9, as long as it was. */
export const latinDigits = (text: string): string =>
  text.replaceAll(/\p{Nd}/gu, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = digit.length === 1 ? ZEROS.find((one) => code >= one && code < one + 10) : undefined;
    return zero === undefined ? digit : String(code - zero);
  });

/** A field for a number drops digits that are not 0 to 9: what is typed or pasted there goes in as those. */
export function asLatin(event: InputEvent): void {
  const { target } = event;
  if (!(target instanceof HTMLInputElement) || !["numeric", "decimal"].includes(target.inputMode)) return;
  const text = event.data ?? event.dataTransfer?.getData("text/plain") ?? "";
  const latin = latinDigits(text);
  if (latin === text || !event.cancelable) return;
  event.preventDefault();
  const { value, selectionStart, selectionEnd } = target;
  const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
  // Past React, which would take its own change for none.
  Reflect.set(HTMLInputElement.prototype, "value", value.slice(0, from) + latin + value.slice(to), target);
  target.setSelectionRange(from + latin.length, from + latin.length);
  target.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText", data: latin }));
}
