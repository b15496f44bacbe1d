import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

/** The charts' library is fetched beside the window's own program and not after it: the first chart is there sooner. */
const preloadCharts: Plugin = {
  name: "preload-charts",
  transformIndexHtml: {
    order: "post",
    handler: (_html, { bundle }) =>
      Object.keys(bundle ?? {})
        .filter((file) => /plotly.*\.js$/.test(file))
        .map((file) => ({ tag: "link", attrs: { rel: "modulepreload", href: `/${file}` }, injectTo: "head" })),
  },
};

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), preloadCharts],
  server: { port: 5173, strictPort: true },
  build: {
    outDir: "dist",
    emptyOutDir: true,
    // The window is WebKitGTK 2.50 on Linux, which is as new as Safari 18; older systems have at least 17.
    target: "safari17",
    // Plotly alone is 1.2 MB; it is read from disk, not from a network.
    chunkSizeWarningLimit: 1300,
    modulePreload: { polyfill: false },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.{ts,tsx}"],
  },
});
