"""Bring what the pages take from npm into serve/static/vendor: scripts, fonts and a map.

npm installs what package-lock.json pins into a folder of its own, which is thrown away; only the
files that a browser asks for stay. Run it again after a change of package.json or bundle/.

    python tools/vendor.py
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

STATIC = Path(__file__).resolve().parent.parent / "src/khabar/serve/static"
LARGEST = 700_000
_ASKED = ("package.json", "package-lock.json", ".npmrc", "bundle")
_COPIED = {
    "htmx.org/dist/htmx.min.js": "htmx.js",
    "cytoscape/dist/cytoscape.esm.min.mjs": "cytoscape.js",
    "world-atlas/countries-110m.json": "countries.json",
    **{
        f"@fontsource/ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-{part}-{weight}-normal.woff2":
        f"plex-{part}-{weight}.woff2"
        for part in ("arabic", "latin") for weight in (400, 600)
    },
    **{
        f"@fontsource/noto-naskh-arabic/files/noto-naskh-arabic-{part}-400-normal.woff2":
        f"naskh-{part}-400.woff2"
        for part in ("arabic", "latin")
    },
}  # fmt: skip
_BUNDLES = ("charts", "map")


def main() -> int:
    """Fill the folder; 1 where npm is missing or what it brought is too much."""
    npm = shutil.which("npm")
    if npm is None:
        print("npm is not installed: the pages work without it, but show no charts.")
        return 1
    with tempfile.TemporaryDirectory() as name:
        _fetch(npm, Path(name))
        _keep(Path(name) / "node_modules", STATIC / "vendor")
    size = packed(STATIC)
    print(f"front-end assets: {size / 1000:.0f} kB compressed")
    return 0 if size <= LARGEST else 1


def packed(folder: Path) -> int:
    """How many bytes a browser loads at most, scripts and styles compressed."""
    return sum(
        len(data if path.suffix == ".woff2" else gzip.compress(data))
        for path in sorted(folder.rglob("*"))
        if path.suffix in {".js", ".css", ".json", ".woff2", ".svg"}
        and not path.name.startswith("package")
        and "bundle" not in path.parts
        for data in (path.read_bytes(),)
    )


def _fetch(npm: str, into: Path) -> None:
    for asked in _ASKED:
        at = STATIC / asked
        if at.is_dir():
            shutil.copytree(at, into / asked)
        else:
            shutil.copy(at, into / asked)
    _run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], into)
    for bundle in _BUNDLES:
        options = ("--bundle", "--minify", "--format=esm", f"--outfile=node_modules/{bundle}.js")
        _run([npm, "exec", "--no", "--", "esbuild", f"bundle/{bundle}.js", *options], into)


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _keep(modules: Path, vendor: Path) -> None:
    shutil.rmtree(vendor, ignore_errors=True)
    vendor.mkdir()
    for origin, name in _COPIED.items():
        shutil.copy(modules / origin, vendor / name)
    for bundle in _BUNDLES:
        shutil.copy(modules / f"{bundle}.js", vendor)


if __name__ == "__main__":
    sys.exit(main())
