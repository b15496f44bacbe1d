// What the core says of errors, in the language of the window.
import { filled } from "./i18n";
import type { Said } from "./ipc";

interface News {
  said: Said;
}

/** What happened. */
export const whatOf = ({ said: { id, values } }: News): string => filled(`said.${id}.what`, values);

/** What to do about it; may be empty. */
export const cureOf = ({ said: { id, values } }: News): string => filled(`said.${id}.cure`, values);

/** Both. */
export const inWords = (news: News): string => [whatOf(news), cureOf(news)].filter(Boolean).join(" ");
