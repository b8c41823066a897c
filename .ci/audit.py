"""Hold the locked packages against the advisories, and say loudly where that cannot be done.

    python .ci/audit.py [--offline-allowed] PIP-AUDIT [ARGUMENT ...]

Exit status: 0 nothing known is wrong; 1 a package has a known hole, or nothing was audited. With --offline-allowed, what could not
be audited is told as loudly and is no failure: a machine without network builds and tests too.
"""

from __future__ import annotations

import json
import subprocess
import sys

_BANNER = "=" * 78


def main(arguments: list[str]) -> int:
    """Run the audit and judge its outcome by what it says, not by its status, which is 1 for holes and for no network alike."""
    allowed = "--offline-allowed" in arguments
    command = [argument for argument in arguments if argument != "--offline-allowed"]
    ran = subprocess.run([*command, "--format", "json"], capture_output=True, text=True, check=False)  # noqa: S603
    packages = _packages(ran.stdout)
    skipped = [package for package in packages if "skip_reason" in package]
    if len(skipped) == len(packages):  # a mirror of the index that knows no advisories lets every package be skipped
        said = [str(package["skip_reason"]) for package in skipped[:1]] or ran.stderr.strip().splitlines()[-1:]
        reason = "".join(said) or "it said nothing"
        print(
            f"{_BANNER}\nNO PACKAGE WAS AUDITED: the advisories could not be asked.\n{reason}\n{_BANNER}",
            file=sys.stderr,
        )
        return 0 if allowed else 1
    holes = [(package, hole) for package in packages for hole in package.get("vulns", [])]
    for package, hole in holes:
        mended = ", ".join(hole.get("fix_versions") or ["no version yet"])
        print(f"{package['name']} {package['version']}: {hole['id']}, mended in {mended}", file=sys.stderr)
    for package in skipped:
        print(f"NOT AUDITED: {package['name']}: {package['skip_reason']}", file=sys.stderr)
    print(f"{len(packages) - len(skipped)} packages audited, {len(holes)} known holes")
    return 1 if holes or skipped else 0


def _packages(text: str) -> list[dict[str, object]]:
    try:
        told = json.loads(text)
    except ValueError:
        return []
    found = told.get("dependencies", []) if isinstance(told, dict) else []
    return found if isinstance(found, list) else []


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
