// Serve the release of the home that PMKG_PAGES_HOME names, which is never written to; without one build the starter release in a
// folder of its own, as a machine without mirror and network does.
import { spawn, spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const venv = fileURLToPath(new URL("../../.venv/bin/python", import.meta.url));
const python = process.env.PMKG_PYTHON ?? venv;
const home = mkdtempSync(join(tmpdir(), "pmkg-pages-"));
// a proxy that no one runs: whatever asks for the network is refused at once
const nobody = "http://127.0.0.1:9";
const env = {
  ...process.env,
  ...Object.fromEntries(["HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"].flatMap((name) => [[name, nobody], [name.toLowerCase(), nobody]])),
  NO_PROXY: "127.0.0.1,localhost",
  no_proxy: "127.0.0.1,localhost",
  PMKG_CACHE: join(home, "cache"),
  PMKG_MIRROR: "",
};
const served = join(home, "releases");
const run = (...words) => ["-m", "pmkg.cli", ...words, "--home", served];
const given = process.env.PMKG_PAGES_HOME;
if (given) {
  mkdirSync(served);
  for (const folder of ["releases", "files"]) symlinkSync(join(given, folder), join(served, folder));
  copyFileSync(join(given, "current"), join(served, "current"));
  // a release that this version cannot read would never be ready
  const read = spawnSync(python, run("ledger", "--limit", "1"), { cwd: home, env, encoding: "utf8" });
  if (read.status !== 0) {
    console.log(`${given} holds no release that can be served: ${read.stderr}`);
    process.exit(read.status ?? 1);
  }
} else {
  const built = spawnSync(python, run("build"), { cwd: home, env, stdio: "inherit" });
  if (built.status !== 0) process.exit(built.status ?? 1);
}
const port = Number(process.env.PMKG_TEST_PORT ?? 8765);
const server = spawn(python, run("serve", "--port", String(port)), { cwd: home, env, stdio: "inherit" });
// beside it one that asks for a key, which the journeys find in a file
const made = spawnSync(python, run("keys", "create", "--label", "journeys", "--role", "clinician"), { cwd: home, env, encoding: "utf8" });
const keyFile = join(tmpdir(), `pmkg-pages-${port}.key`);
writeFileSync(keyFile, made.stdout.trim(), { mode: 0o600 });
const closed = spawn(python, run("serve", "--port", String(port + 1)), { cwd: home, env: { ...env, PMKG_AUTH: "required" }, stdio: "inherit" });
const stop = () => {
  server.kill("SIGTERM");
  closed.kill("SIGTERM");
};
process.on("SIGTERM", stop);
process.on("SIGINT", stop);
server.on("exit", (status) => {
  closed.kill("SIGTERM");
  rmSync(keyFile, { force: true });
  rmSync(home, { recursive: true, force: true });
  process.exit(status ?? 0);
});
