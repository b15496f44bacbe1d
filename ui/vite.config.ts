import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
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
