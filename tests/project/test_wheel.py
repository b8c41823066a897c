"""The built wheel, installed in an environment of its own, answers without the checkout."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="module")
def wheel(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(out), cwd=ROOT)
    return next(out.glob("pmkg-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, run: Run, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The scripts of a fresh environment with the wheel in it.

    Its dependencies are lent by this environment, so that no network is needed. A path file that lies in a lent folder is not
    read: this environment's editable install of the checkout stays out.
    """
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False)
    python = home / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        str(python),
        "install",
        "--quiet",
        "--no-index",
        "--no-deps",
        str(wheel),
        cwd=home,
    )
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(home), "platbase": str(home)}))
    lent = dict.fromkeys([sysconfig.get_path("purelib"), sysconfig.get_path("platlib")])
    (packages / "lent.pth").write_text("\n".join(lent) + "\n", encoding="utf-8")
    return python.parent


def test_the_wheel_holds_loaders_catalog_starter_ontology_and_queries(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("loaders", "ontology", "queries"):
        files = [path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts]
        assert {f"pmkg/{path.relative_to(ROOT).as_posix()}" for path in files} <= names
    assert {"pmkg/py.typed", "pmkg/loaders/__init__.py"} <= names
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/")) or "__pycache__" in name]


def test_the_wheel_holds_the_pages_where_they_are_built(checkout: Path, run: Run, tmp_path: Path) -> None:
    shutil.copy(ROOT / "hatch_build.py", checkout / "hatch_build.py")

    def names(out: str) -> set[str]:
        build = (sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path / out))
        run(*build, cwd=checkout)
        return set(zipfile.ZipFile(next((tmp_path / out).glob("*.whl"))).namelist())

    assert not [name for name in names("without") if name.startswith("pmkg/ui/")]
    assets = checkout / "ui" / "dist" / "assets"
    assets.mkdir(parents=True)
    (assets / "index-1a2b.js").touch()
    (checkout / "ui" / "dist" / "index.html").touch()
    (checkout / "ui" / "package.json").touch()
    packaged = {name for name in names("with") if name.startswith("pmkg/ui/")}
    assert packaged == {"pmkg/ui/index.html", "pmkg/ui/assets/index-1a2b.js"}


def test_the_installed_wheel_answers_from_the_starter(installed: Path, run: Run, tmp_path: Path) -> None:
    def pmkg(*arguments: str) -> subprocess.CompletedProcess[str]:
        return run(str(installed / "pmkg"), *arguments, cwd=tmp_path, PMKG_HOME=str(tmp_path / "home"))

    where = run(str(installed / "python"), "-c", "import pmkg; print(pmkg.__file__)", cwd=tmp_path).stdout
    assert Path(where.strip()).is_relative_to(installed.parent)
    assert "THE STARTER" in pmkg("build").stderr
    asked = pmkg("ask", "drugs", "--tumor", "SKCM", "--alteration", "BRAF V600E", "--json")
    options = json.loads(asked.stdout)["options"]
    offered = {
        option["regimen"]["label"] for option in options if option["tier"] == "IA" and option["effect"] == "SENSITIVITY"
    }
    assert {"Vemurafenib", "Dabrafenib + Trametinib"} <= offered
    assert all(item["citation"] for option in options for item in option["for"])
