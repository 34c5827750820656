"""Build the wheel and the sdist, install the wheel into an empty environment, and use it there.

Nothing is fetched: what khabar needs is taken from the environment that runs this, behind the new
one. It says so if the installed files are not those of the tree.

    python tools/check_release.py
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import venv
import zipfile
from pathlib import Path

from shared import ROOT

SAMPLE = ROOT / "samples/02_kuznetsov_mina.txt"
_IN_BOTH = ("src/khabar/cli/app.py", "src/khabar/learned/weights")


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wheel, sdist = built(folder / "dist")
        print(f"release: {wheel.name} {_size(wheel)}, {sdist.name} {_size(sdist)}")
        for line in lacking(wheel, sdist):
            print(f"release: {line}")
            return 1
        khabar = installed(wheel, folder / "empty")
        for line in used(khabar, folder):
            print(f"release: {line}")
    return 0


def built(into: Path) -> tuple[Path, Path]:
    """The wheel and the sdist; the wheel is made from the sdist, as whoever installs that does."""
    _run(sys.executable, "-m", "build", "--no-isolation", "--outdir", into, ROOT)
    (wheel,), (sdist,) = into.glob("*.whl"), into.glob("*.tar.gz")
    return wheel, sdist


def lacking(wheel: Path, sdist: Path) -> list[str]:
    """What the packages lack or should not have."""
    with zipfile.ZipFile(wheel) as archive:
        wheeled = archive.namelist()
    with tarfile.open(sdist) as archive:
        whole = [name.partition("/")[2] for name in archive.getnames()]
    found = []
    for path in _IN_BOTH:
        if not any(name.startswith(path) for name in whole):
            found.append(f"the sdist has no {path}")
        if not any(name.startswith(path.removeprefix("src/")) for name in wheeled):
            found.append(f"the wheel has no {path.removeprefix('src/')}")
    stores = [name for name in (*wheeled, *whole) if name.endswith((".db", ".pyc", ".env"))]
    return [*found, *(f"{name} has no business in a package" for name in stores)]


def installed(wheel: Path, environment: Path) -> Path:
    """The console script of a new environment that has the wheel, and what it needs from here."""
    venv.create(environment, with_pip=False, symlinks=os.name != "nt")
    scripts = environment / ("Scripts" if os.name == "nt" else "bin")
    python = scripts / ("python.exe" if os.name == "nt" else "python")
    options = ("--python", python, "--offline", "--no-deps", "--no-cache", "--no-index")
    _run(sys.executable, "-m", "uv", "pip", "install", "--quiet", *options, wheel)
    site = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"))
    # A folder named so is looked into last, and its own list of folders (the tree) is not read.
    (site / "behind.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf8")
    return scripts / ("khabar.exe" if os.name == "nt" else "khabar")


def used(khabar: Path, folder: Path) -> list[str]:
    """What the installed program says of itself and of a sample.

    Raises:
        SystemExit: it does not what it must.
    """
    store = folder / "s.db"
    version = _run(khabar, "--version")
    where = _run(khabar.parent / "python", "-c", "import khabar; print(khabar.__file__)")
    _expect(Path(where).is_relative_to(folder), f"it runs {where}, not what was installed")
    read = _run(khabar, "read", SAMPLE, "--store", store, "--format", "jsonl")
    reading = json.loads(read)
    _expect(bool(reading["events"]), "it read no event out of a sample")
    _run(khabar, "export", "--format", "bundle", "-o", folder / "b.zip", "--store", store)
    _run(khabar, "import", folder / "b.zip", "--store", folder / "again.db")
    record = json.loads(
        _run(khabar, "export", "--format", "record", "--store", folder / "again.db")
    )
    _expect(bool(record["events"]), "the record of the rebuilt store has no event")
    check = _run(khabar, "check", "--store", store)
    return [
        f"khabar {version} installed in an empty environment",
        f"read {SAMPLE.name}: {len(reading['events'])} events; exported, imported, assembled",
        *(line for line in check.splitlines() if not line.startswith("ok")),
    ]


def _expect(holds: bool, otherwise: str) -> None:
    if not holds:
        raise SystemExit(f"release: {otherwise}")


def _run(*command: str | Path) -> str:
    """Standard output of a command, in a folder that is not the tree.

    Raises:
        SystemExit: it failed; then its own words are told.
    """
    known = {k: v for k, v in os.environ.items() if not k.startswith(("KHABAR_", "PYTHONPATH"))}
    with tempfile.TemporaryDirectory() as elsewhere:
        done = subprocess.run(
            list(map(str, command)), cwd=elsewhere, env=known, capture_output=True, text=True
        )
    if done.returncode:
        raise SystemExit(f"release: {Path(command[0]).name} failed:\n{done.stderr or done.stdout}")
    return done.stdout.strip()


def _size(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.0f} MB"


if __name__ == "__main__":
    sys.exit(main())
