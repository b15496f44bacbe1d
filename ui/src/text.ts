// Text that came from the network: shown as it is, never as what it could do.

// Controls, and characters that reorder or hide text: they could make one address look like another.
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Control and direction characters as their code: \u202E. */
export const visible = (text: string): string =>
  text.replace(UNSEEN, (c) => `\\u${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);

/** For Plotly, which takes `<b>`, `<a>` and `<br>` in labels for markup. */
export const label = (text: string): string =>
  visible(text).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Long addresses lose their middle: the start tells the network and the end tells the host. */
export function shortened(text: string, most = 20): string {
  if (text.length <= most) return text;
  const tail = Math.floor((most - 1) / 3);
  return `${text.slice(0, most - 1 - tail)}…${text.slice(text.length - tail)}`;
}
