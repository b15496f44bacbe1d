// What is said to people who listen to the window, in one place for all charts.
import { useSyncExternalStore } from "react";
import { createStore } from "../store";

/** At most two sentences in a second: more would only cut each other off. */
const LEAST_MS = 500;

const said = createStore<{ text: string }>({ text: "" });
let nextMs = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Says it now, or as soon as the last one had its time; only the newest of those that wait. */
export function speak(text: string): void {
  clearTimeout(waiting);
  const wait = nextMs - Date.now();
  const say = () => {
    nextMs = Date.now() + LEAST_MS;
    said.set({ text });
  };
  if (wait <= 0) say();
  else waiting = setTimeout(say, wait);
}

export function Spoken() {
  const { text } = useSyncExternalStore(said.subscribe, said.get);
  return (
    <div id="say-polite" data-testid="say-polite" className="unseen" role="status">
      {text}
    </div>
  );
}
