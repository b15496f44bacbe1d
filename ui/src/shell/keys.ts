// What a key does. Single letters, digits and signs never act while somebody writes, and can be switched off: whoever
// speaks instead of typing would set them off by chance (WCAG 2.1.4).
import { VIEWS, type View } from "../state";

export type Command =
  | { do: "zoom"; steps: -1 | 0 | 1 }
  | { do: "range" | "interval" | "region"; steps: -1 | 1 }
  | { do: "interface" | "live" }
  | { do: "start-stop" | "pause" | "refresh" | "filter" | "clear" | "back" | "forward" }
  | { do: "show"; view: View };

export interface Key {
  key: string;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  shiftKey?: boolean;
}

/** `writing`: the focus is in a field that takes text. `letters`: single characters act. */
export function commandOf(pressed: Key, writing: boolean, letters = true): Command | null {
  const { key, ctrlKey, altKey, metaKey, shiftKey } = pressed;
  if (ctrlKey && key === "Enter") return { do: "start-stop" };
  if (ctrlKey && key === ",") return { do: "show", view: "settings" };
  if (ctrlKey && (key === "+" || key === "=")) return { do: "zoom", steps: 1 };
  if (ctrlKey && key === "-") return { do: "zoom", steps: -1 };
  if (ctrlKey && key === "0") return { do: "zoom", steps: 0 };
  if (ctrlKey && key.toLowerCase() === "f") return { do: "filter" };
  if (altKey && !ctrlKey && !metaKey && !writing && (key === "ArrowLeft" || key === "ArrowRight"))
    return { do: key === "ArrowLeft" ? "back" : "forward" };
  if (key === "F6" && !ctrlKey && !altKey && !metaKey) return { do: "region", steps: shiftKey === true ? -1 : 1 };
  if (key === "F1" && !ctrlKey && !altKey && !metaKey) return { do: "show", view: "help" };
  if (ctrlKey || altKey || metaKey || writing) return null;
  if (key === "Escape") return { do: "clear" };
  return letters ? ofLetter(key) : null;
}

function ofLetter(key: string): Command | null {
  if (key === "/") return { do: "filter" };
  if (key === "?") return { do: "show", view: "help" };
  if (key.toLowerCase() === "p") return { do: "pause" };
  if (key.toLowerCase() === "r") return { do: "refresh" };
  if (key.toLowerCase() === "i") return { do: "interface" };
  if (key.toLowerCase() === "l") return { do: "live" };
  if (key === "[" || key === "]") return { do: "range", steps: key === "[" ? -1 : 1 };
  if (key === "-" || key === "=" || key === "+") return { do: "interval", steps: key === "-" ? -1 : 1 };
  const view = /^[1-9]$/.test(key) ? VIEWS[Number(key) - 1] : undefined;
  return view ? { do: "show", view } : null;
}

/** Whether this element takes what is typed. */
export const takesText = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"));
