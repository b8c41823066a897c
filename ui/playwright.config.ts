import { defineConfig } from "@playwright/test";

const port = Number(process.env.PMKG_TEST_PORT ?? 8765);
const real = Boolean(process.env.PMKG_PAGES_HOME);

/**
 * The journeys of a clinician in Debian's Chromium: on a server of the starter release, which needs no mirror, or of the full release of
 * the home that `PMKG_PAGES_HOME` names. What holds for one of them only is tagged or stands in `browser/real`.
 */
export default defineConfig({
  testDir: "browser",
  testIgnore: real ? ["access.spec.ts", "quality.spec.ts", "screenshots.spec.ts"] : "real/**",
  ...(real ? { grepInvert: /@starter/ } : {}),
  outputDir: "test-results",
  workers: 1,
  forbidOnly: true,
  reporter: [["list"]],
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    actionTimeout: 15_000,
    baseURL: `http://127.0.0.1:${port}`,
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" },
    locale: "en-US",
    timezoneId: "UTC",
  },
  webServer: {
    command: "node browser/serve.mjs",
    env: { PMKG_TEST_PORT: String(port) },
    url: `http://127.0.0.1:${port}/ready`,
    timeout: 300_000,
    reuseExistingServer: false,
    stdout: real ? "pipe" : "ignore",
    stderr: "ignore",
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
  },
});
