// A W3C WebDriver client: only what the tests need, in plain fetch.

import { createServer } from "node:net";
import { Background, until } from "./process.mjs";

/** Starts WebKitWebDriver; it starts the program when a session is opened. */
export async function openDriver({ user, env }) {
  const port = await freePort();
  // Its default is both loopback addresses, and fails where there is only one.
  const driver = new Background("WebKitWebDriver", ["--host=127.0.0.1", `--port=${port}`], { env, ...user });
  const base = `http://127.0.0.1:${port}`;
  await until("WebKitWebDriver answers", () => call(base, "GET", "/status"), 15_000);
  return {
    driver,
    /** Starts the program and gives its page. */
    async start(binary, args = []) {
      const options = { "webkitgtk:browserOptions": { binary, args } };
      const session = await call(base, "POST", "/session", { capabilities: { alwaysMatch: options } });
      return new Page(base, session.sessionId);
    },
    close: () => driver.stop(),
  };
}

/** The page in the program's window. */
export class Page {
  #base;
  #session;

  constructor(base, id) {
    this.#base = base;
    this.#session = `/session/${id}`;
  }

  #call(method, path, body) {
    return call(this.#base, method, this.#session + path, body);
  }

  /** Runs a function in the page; it sees only its arguments. */
  run(work, ...args) {
    return this.#call("POST", "/execute/sync", { script: `return (${work}).apply(null, arguments)`, args });
  }

  /** Clicks as a user does: it must be visible, enabled and not covered. */
  async click(css) {
    const found = await this.#call("POST", "/element", { using: "css selector", value: css });
    const [element] = Object.values(found);
    return this.#call("POST", `/element/${element}/click`, {});
  }

  /** Types into the element that is focused. */
  async press(...keys) {
    const actions = keys.flatMap((value) => [{ type: "keyDown", value }, { type: "keyUp", value }]);
    await this.#call("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** Holds the first key while the others are pressed. */
  async chord(held, ...keys) {
    const down = (value) => ({ type: "keyDown", value });
    const up = (value) => ({ type: "keyUp", value });
    const actions = [down(held), ...keys.flatMap((key) => [down(key), up(key)]), up(held)];
    await this.#call("POST", "/actions", { actions: [{ type: "key", id: "keyboard", actions }] });
  }

  /** A PNG of the page. */
  async screenshot() {
    // The driver waits for the page to be painted, and an idle page never is: keep it painting meanwhile.
    await this.run(() => {
      const style = document.documentElement.style;
      window.weirAwake = setInterval(() => (style.opacity = style.opacity === "1" ? "0.999" : "1"), 50);
    });
    const picture = await this.#call("GET", "/screenshot");
    await this.run(() => {
      clearInterval(window.weirAwake);
      document.documentElement.style.opacity = "";
    });
    return Buffer.from(picture, "base64");
  }

  /** The window's place and size, set if given. */
  resize(width, height) {
    return width === undefined ? this.#call("GET", "/window/rect") : this.#call("POST", "/window/rect", { width, height });
  }

  minimize() {
    return this.#call("POST", "/window/minimize", {});
  }

  /** Loads another page. */
  goTo(url) {
    return this.#call("POST", "/url", { url });
  }

  /** Ends the session, and the program with it. */
  close() {
    return this.#call("DELETE", "");
  }
}

async function call(base, method, path, body) {
  const response = await fetch(base + path, {
    method,
    headers: { "content-type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(30_000),
  });
  const { value } = await response.json();
  if (value?.error) throw new Error(`${method} ${path}: ${value.error}: ${value.message}`);
  return value;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer().on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
