// The window with a scripted core in the web view's own browser: no Rust, no root, and any state at will.

import { createReadStream, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { openDisplay } from "../e2e/lib/display.mjs";
import { descendants, until } from "../e2e/lib/process.mjs";
import { openDriver } from "../e2e/lib/webdriver.mjs";
import { Plain, ROOT, output, run } from "./run.mjs";

const FOLDER = path.join(ROOT, ".cache/scenes");
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml" };

/** Builds the window as it is released, but with the scripted core in it. */
export function buildScenes() {
  run("npx", ["vite", "build", "--config", "ui/vite.config.ts", "--mode", "scenes", "--outDir", FOLDER, "--logLevel", "warn"]);
}

/** Where WebKitGTK's small browser is: it comes with the library. */
function browser() {
  const libraries = ["/usr/lib", "/usr/lib64", "/usr/libexec"];
  const found = output("find", [...libraries.filter(existsSync), "-path", "*webkit2gtk-4.1/MiniBrowser"])?.trim().split("\n")[0];
  if (!found) throw new Plain("WebKitGTK's MiniBrowser is missing; it comes with libwebkit2gtk-4.1-0.");
  return found;
}

/** A page of scenes, on a screen of its own. */
export class Scenes {
  #closers = [];

  /** `still`: on a desktop that asks for little motion; `env`: more for the web view. */
  static async open(size = "1300x1000", { still = false, env = {} } = {}) {
    const scenes = new Scenes();
    try {
      await scenes.#open(size, still, env);
    } catch (error) {
      await scenes.close();
      throw error;
    }
    return scenes;
  }

  async #open(size, still, more) {
    const home = mkdtempSync(path.join(tmpdir(), "weir-scenes-"));
    mkdirSync(path.join(home, "run"), { mode: 0o700 });
    const gtk = path.join(home, ".config/gtk-3.0");
    mkdirSync(gtk, { recursive: true });
    writeFileSync(path.join(gtk, "settings.ini"), `[Settings]\ngtk-enable-animations=${still ? 0 : 1}\n`);
    this.#closers.push(() => rmSync(home, { recursive: true, force: true }));
    const env = {
      PATH: process.env.PATH,
      HOME: home,
      XDG_RUNTIME_DIR: path.join(home, "run"),
      LANG: "C.UTF-8",
      NO_AT_BRIDGE: "1",
      GDK_BACKEND: "x11",
      // As Weir itself chooses.
      JSC_useFTLJIT: "0",
      JSC_forceCodeBlockLiveness: "1",
      ...(existsSync("/dev/dri") ? {} : { WEBKIT_DISABLE_DMABUF_RENDERER: "1" }),
      ...more,
    };
    const server = createServer((request, response) => serve(request, response));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    this.#closers.push(() => server.close());
    this.base = `http://127.0.0.1:${server.address().port}/`;
    const display = await openDisplay({ env, size });
    this.#closers.push(() => display.close());
    const driver = await openDriver({ env: { ...env, DISPLAY: display.name } });
    this.#closers.push(() => driver.close());
    this.page = await driver.start(browser(), ["--automation"]);
    /** What the web view has written to its terminal since the last call. */
    this.said = () => {
      const said = driver.driver.output;
      driver.driver.output = "";
      return said;
    };
    this.find = (name) => descendants(driver.driver.pid).find((one) => one.name === name)?.pid;
  }

  /** Opens a scene and waits until its charts are drawn. */
  async show(query, { hash = "#/overview", ready = "[data-testid=start-stop]" } = {}) {
    await this.page.goTo(`${this.base}?${new URLSearchParams(query)}${hash}`);
    await until(`the scene ${JSON.stringify(query)}`, () => this.page.run((css) => !!document.querySelector(css), ready), 20_000);
  }

  async resize(width, height) {
    for (let round = 0; round < 2; round += 1) {
      const [inner, outer] = await this.page.run(() => [innerWidth, innerHeight]);
      const rect = await this.page.resize();
      if (inner === width && outer === height) return;
      await this.page.resize(rect.width + width - inner, rect.height + height - outer);
    }
  }

  async close() {
    for (const close of this.#closers.reverse()) await close();
    this.#closers = [];
  }
}

function serve(request, response) {
  const name = new URL(request.url, "http://localhost").pathname;
  const file = path.join(FOLDER, path.normalize(name === "/" ? "/index.html" : name));
  if (!file.startsWith(FOLDER) || !existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, { "content-type": TYPES[path.extname(file)] ?? "application/octet-stream" });
  createReadStream(file).pipe(response);
}
