// The real app on a desktop of its own: as an ordinary user, at end A of the lab, driven through its window and tray.

import { execFileSync } from "node:child_process";
import { openBus } from "./bus.mjs";
import { openDisplay } from "./display.mjs";
import { lab, PROGRAMS } from "./lab.mjs";
import { descendants, until } from "./process.mjs";
import { Stage, USER } from "./stage.mjs";
import { openTray } from "./tray.mjs";
import { openDriver } from "./webdriver.mjs";
import { Weir } from "./weir.mjs";

/** A desktop without the app: screen, bus, tray, and a staged installation. */
export class Desktop {
  #closers = [];

  static async open(options = {}) {
    const desktop = new Desktop();
    try {
      await desktop.#open(options);
    } catch (error) {
      await desktop.close();
      throw error;
    }
    return desktop;
  }

  async #open({ size, programs = PROGRAMS, stage: given } = {}) {
    const stage = this.#keep(given ?? new Stage(programs));
    const env = stage.env();
    const display = this.#keep(await openDisplay({ user: USER, env, size }));
    const bus = this.#keep(await openBus({ user: USER, env, folder: stage.runtime }));
    this.stage = stage;
    this.env = {
      ...env,
      DISPLAY: display.name,
      DBUS_SESSION_BUS_ADDRESS: bus.address,
      // Asks the app's web view to obey a driver; without it there is no session.
      TAURI_WEBVIEW_AUTOMATION: "true",
    };
    this.tray = this.#keep(await openTray({ program: lab.program, user: USER, env, bus: bus.address }));
  }

  /** Starts the app and, unless told otherwise, waits until its page is ready. */
  async start({ ready = true } = {}) {
    const driver = this.#keep(await openDriver({ user: USER, env: this.env }));
    const page = await driver.start(this.stage.app);
    const find = (name) => descendants(driver.driver.pid).find((one) => one.name === name)?.pid;
    const weir = new Weir(page, find);
    if (!ready) return weir;
    await this.tray.item();
    await weir.isReady();
    return weir;
  }

  /** Closes the window as its user does: asks the window manager. */
  closeWindow() {
    execFileSync("wmctrl", ["-c", "Weir"], { env: this.env, ...USER });
  }

  /** Windows of the app that are on the screen. */
  visibleWindows() {
    try {
      const found = execFileSync("xdotool", ["search", "--onlyvisible", "--name", "^Weir$"], {
        env: this.env,
        // It complains about windows that vanish while it looks.
        stdio: ["ignore", "pipe", "ignore"],
        ...USER,
      });
      return found.toString().trim().split("\n").filter(Boolean).length;
    } catch {
      // xdotool fails when it finds none.
      return 0;
    }
  }

  /** Quits through the tray, then takes the desktop down; says what went wrong on the way. */
  async close() {
    for (const closer of this.#closers.reverse()) await closer.close();
    this.#closers = [];
  }

  #keep(part) {
    this.#closers.push(part);
    return part;
  }
}
