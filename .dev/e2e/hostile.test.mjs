// Names that would be markup, and a page that was taken over: neither gets further than text.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { after } from "node:test";
import { until } from "./lib/process.mjs";
import { scenario, withApp } from "./lib/scenario.mjs";

// Fifteen bytes, no blank, no slash: the longest that Linux takes for a name.
const MARKUP = "<img>onerror=1;";

const here = withApp({ prepare: () => execFileSync("ip", ["link", "add", MARKUP, "type", "veth", "peer", "name", "weir-plain"]) });
after(() => {
  try {
    execFileSync("ip", ["link", "del", MARKUP], { stdio: "ignore" });
  } catch {
    // The namespace is gone, and the interface with it.
  }
});

scenario("t22 an interface named like markup is shown as the text that it is", async () => {
  await here.weir.click("iface-picker");
  const text = () => here.weir.page.run((name) => document.body.innerText.includes(name), MARKUP);
  await until("the name is shown", text);
  assert.equal(await here.weir.page.run(() => document.querySelectorAll("img").length), 0, "it became an element");
});

scenario("t22 no markup and no script that got into the page would run", async () => {
  const ran = await here.weir.page.run(() => {
    const box = document.createElement("div");
    // What a defect of the window could let in: a host name with a handler, a script, a frame of someone else's.
    box.innerHTML = `<img src="x" onerror="window.weirRan = 'handler'"><a id="hostile-link" href="javascript:window.weirRan='link'">x</a>`;
    const script = document.createElement("script");
    script.textContent = "window.weirRan = 'script'";
    document.body.append(box, script);
    document.querySelector("#hostile-link").click();
    try {
      window.weirRan ??= new Function("return 'eval'")();
    } catch {
      // As it should be.
    }
    return new Promise((resolve) => setTimeout(() => resolve([document.querySelectorAll("img").length, window.weirRan ?? null]), 500));
  });
  assert.deepEqual(ran, [1, null]);
});

scenario("t22 a page that was taken over reaches no other machine, no file and no program", async () => {
  const reached = await here.weir.page.run(async () => {
    const tries = {
      network: () => fetch("http://127.0.0.1:1/"),
      image: () => new Promise((resolve, reject) => Object.assign(new Image(), { onload: resolve, onerror: reject, src: "http://127.0.0.1:1/x.png" })),
      program: () => window.__TAURI_INTERNALS__.invoke("plugin:shell|execute", { program: "id", args: [], onEvent: 0, options: {} }),
      file: () => window.__TAURI_INTERNALS__.invoke("plugin:fs|read_text_file", { path: "/etc/passwd" }),
      opener: () => window.__TAURI_INTERNALS__.invoke("plugin:opener|open_path", { path: "/etc/passwd" }),
      window: () => window.__TAURI_INTERNALS__.invoke("plugin:webview|create_webview_window", { options: { label: "x", url: "http://127.0.0.1:1/" } }),
    };
    const refused = {};
    for (const [name, attempt] of Object.entries(tries)) {
      refused[name] = await Promise.resolve().then(attempt).then(() => false, () => true);
    }
    // The same way in, for something that the window may do: so that it is not the way that is broken.
    refused.own = await window.__TAURI_INTERNALS__.invoke("get_interfaces").then(() => false, () => true);
    return refused;
  });
  assert.deepEqual(reached, { network: true, image: true, program: true, file: true, opener: true, window: true, own: false });
});
