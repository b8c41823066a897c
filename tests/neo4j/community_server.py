"""Run a command with a Neo4j Community server of its own: started before, stopped and removed after.

    python tests/neo4j/community_server.py COMMAND...

The command finds the server at PMKG_TEST_NEO4J, its account in PMKG_NEO4J_USER and PMKG_NEO4J_PASSWORD. Where PMKG_TEST_NEO4J is
set already, that server is used and none is started. What the server needs is resolved by Maven into ``.neo4j`` of the
checkout, once; after that no network is needed. Without Java or Maven nothing runs, which fails where CI is "true".
"""

from __future__ import annotations

import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
POM = Path(__file__).with_name("pom.xml")
CACHE = ROOT / ".neo4j"
SECONDS_TO_START = 600
PACKAGES = "openjdk-17-jre-headless maven"
_JAVA_17 = 17

_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.util.concurrent", "java.lang", "java.net")
_JAVA = ("java", "-XX:+UseSerialGC", *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED))
_CONFIGURATION = """server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.heap.initial_size=512m
server.memory.heap.max_size=1g
server.memory.pagecache.size=256m
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
"""


class NoServer(RuntimeError):
    """Say why no server runs."""


def missing() -> str:
    """Say what the machine lacks to run the server; "" for nothing."""
    lacking = [program for program in ("java", "mvn") if shutil.which(program) is None]
    if lacking:
        return f"{' and '.join(lacking)} not found"
    version = subprocess.run(["java", "-version"], capture_output=True, text=True, check=False).stderr
    words = version.split('"')
    number = words[1].partition(".")[0] if len(words) > 1 else ""
    return (
        ""
        if number.isdigit() and int(number) >= _JAVA_17
        else f"java is {words[1] if len(words) > 1 else 'unknown'}, not 17"
    )


def class_path() -> str:
    """Resolve the server's artifacts into the cache and give its class path; what was resolved is not asked for again."""
    resolved = CACHE / f"classpath-{hashlib.sha256(POM.read_bytes()).hexdigest()[:12]}.txt"
    if not resolved.exists():
        print(f"resolving Neo4j Community into {CACHE}, once", file=sys.stderr, flush=True)
        CACHE.mkdir(exist_ok=True)
        command = ["mvn", "--quiet", "--batch-mode", f"--file={POM}", f"-Dmaven.repo.local={CACHE / 'repository'}"]
        goal = ["dependency:build-classpath", f"-Dmdep.outputFile={resolved}"]
        done = subprocess.run([*command, *goal], stdout=sys.stderr, check=False)
        if done.returncode:
            raise NoServer("Maven could not resolve Neo4j Community; the first time it needs Maven Central")
    return resolved.read_text(encoding="utf-8")


class CommunityServer:
    """Start a server over the data in a folder, stop or kill it, and start it again."""

    def __init__(self, folder: Path) -> None:
        self._jars, self._port, self._home = class_path(), _free_port(), folder
        password = secrets.token_urlsafe(12)
        for name in ("conf", "logs", "data", "run", "plugins", "import"):
            (folder / name).mkdir()
        (folder / "conf" / "neo4j.conf").write_text(_CONFIGURATION.format(port=self._port), encoding="utf-8")
        self._paths = {"NEO4J_HOME": str(folder), "NEO4J_CONF": str(folder / "conf")}
        _set_password(self._jars, password, {**os.environ, **self._paths})
        self.account = {"PMKG_NEO4J_USER": "neo4j", "PMKG_NEO4J_PASSWORD": password, "PMKG_NEO4J_DATABASE": ""}
        self.uri = f"neo4j://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Start, and wait until connections are taken."""
        log = self._home / "logs" / "console.log"
        with log.open("a", encoding="utf-8") as console:
            command = [*_JAVA, "-Xmx1g", "-cp", self._jars, "org.neo4j.server.CommunityEntryPoint"]
            folders = [f"--home-dir={self._home}", f"--config-dir={self._home / 'conf'}"]
            environment = {**os.environ, **self._paths}
            self._process = subprocess.Popen([*command, *folders], stdout=console, stderr=console, env=environment)
        try:
            _await(self._process, self._port, log)
        except BaseException:
            self.stop()
            raise

    def kill(self) -> None:
        """Kill it where it stands."""
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        """Let it end, or kill it where it does not."""
        self._process.terminate()
        try:
            self._process.wait(60)
        except subprocess.TimeoutExpired:
            self.kill()


@contextmanager
def running() -> Iterator[dict[str, str]]:
    """Start a server in a folder of its own and give the environment that tells of it."""
    with tempfile.TemporaryDirectory(prefix="pmkg-neo4j-") as folder:
        server = CommunityServer(Path(folder))
        server.start()
        try:
            yield {**os.environ, "PMKG_TEST_NEO4J": server.uri, **server.account}
        finally:
            server.stop()


def _set_password(jars: str, password: str, environment: Mapping[str, str]) -> None:
    command = [*_JAVA, "-Xmx256m", "-cp", jars, "org.neo4j.cli.AdminTool", "dbms", "set-initial-password", password]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoServer(f"the password could not be set: {done.stderr.replace(password, '...')}")


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def _await(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise NoServer(f"Neo4j did not start:\n{log.read_text(encoding='utf-8')[-2000:]}")


def main(command: Sequence[str]) -> int:
    """Run the command on a server and give its exit status."""
    if os.environ.get("PMKG_TEST_NEO4J"):
        return subprocess.run(command, check=False).returncode
    lack = missing()
    if lack:
        print(f"NO NEO4J SERVER CAN BE STARTED ({lack}): nothing was tested on Neo4j.", file=sys.stderr)
        print(
            f"On Debian and Ubuntu: apt install {PACKAGES}; or set PMKG_TEST_NEO4J to a server's address.",
            file=sys.stderr,
        )
        return int(os.environ.get("CI") == "true")
    # Told to end, Python would leave at once and the server would stay.
    signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
    try:
        with running() as environment:
            return subprocess.run(command, env=environment, check=False).returncode
    except NoServer as problem:
        print(problem, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
