"""Check the house rules that no linter knows: lengths, names, foreign wording, addresses.

Prints one line for each breach. Long functions under the limit are counted, not refused.
"""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from shared import ABSENT, ROOT, shared_folder

MODULE_LINES = 400
FUNCTION_LINES = 60
LONG_FUNCTION_LINES = 25
SHINGLE_WORDS = 8
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "misc", "common"}
BINARY = {".onnx", ".png", ".woff2", ".npz", ".bin", ".gz", ".xz", ".pdf"}
# Written apart, so that this file does not break the rule it checks.
REGISTRY_HOSTS = tuple(
    name + ".org" for name in ("pypi", "pythonhosted", "registry.npmjs", "deb.debian")
)
MACHINE_PATH = re.compile(
    r"(?:^|[\s\"'=(`])/(?:" + "|".join(("work", "root", "home", "tmp", "opt")) + r")/"
)
ARABIC_WORD = re.compile(r"[\u0621-\u064a]{2,}")
# Columns of the shared JSON Lines files that hold somebody's wording.
WORDING = ("text", "title", "s1", "s2", "premise", "hypothesis", "text1", "text2")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> int:
    texts = {path: text for path in tracked_files() if (text := _text_of(path)) is not None}
    modules = {path: text for path, text in texts.items() if path.suffix == ".py"}
    breaches = [b for path, text in texts.items() for b in _addresses(path, text)]
    breaches += [b for path, text in modules.items() for b in _too_long(path, text)]
    breaches += [f"{path}: say what it holds" for path in modules if path.stem in VAGUE_NAMES]
    breaches += _copied_wording(texts)
    for breach in breaches:
        print(f"rules: {breach}")
    long = [f for path, text in modules.items() if path.parts[0] == "src" for f in _long(text)]
    print(f"rules: {len(modules)} modules, {len(long)} functions over {LONG_FUNCTION_LINES} lines")
    return 1 if breaches else 0


def tracked_files() -> Iterator[Path]:
    """The files of the repository and those about to be, relative to its root."""
    listed = subprocess.run(
        ["git", "-C", str(ROOT), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        text=True,
        check=True,
    )
    for name in listed.stdout.split("\0"):
        path = ROOT / name
        if name and path.is_file() and path.suffix not in BINARY:
            yield Path(name)


def shingles(text: str) -> Iterator[str]:
    """Runs of Arabic words inside a line: a table of names, one a row, has none."""
    for line in text.split("\n"):
        words = ARABIC_WORD.findall(line)
        for start in range(len(words) - SHINGLE_WORDS + 1):
            yield " ".join(words[start : start + SHINGLE_WORDS])


def _text_of(path: Path) -> str | None:
    try:
        return (ROOT / path).read_text("utf8")
    except UnicodeDecodeError:
        return None


def _addresses(path: Path, text: str) -> Iterator[str]:
    if any(host in text for host in REGISTRY_HOSTS):
        yield f"{path}: names a package registry's host"
    for number, line in _numbered(text):
        if MACHINE_PATH.search(line):
            yield f"{path}:{number}: names a path of one machine"


def _too_long(path: Path, text: str) -> Iterator[str]:
    lines = text.count("\n") + 1
    if lines > MODULE_LINES:
        yield f"{path}: {lines} lines, {MODULE_LINES} at most"
    for function in _functions(text):
        if (length := _length(function)) > FUNCTION_LINES:
            yield f"{path}:{function.lineno}: {function.name} has {length} lines"


def _long(text: str) -> Iterator[str]:
    """Functions whose code, docstring apart, is longer than a look."""
    for function in _functions(text):
        docstring = ast.get_docstring(function, clean=False)
        said = docstring.count("\n") + 1 if docstring else 0
        if _length(function) - said > LONG_FUNCTION_LINES:
            yield function.name


def _functions(text: str) -> Iterator[Function]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, Function):
            yield node


def _length(function: Function) -> int:
    return (function.end_lineno or function.lineno) - function.lineno + 1


def _copied_wording(texts: dict[Path, str]) -> Iterable[str]:
    """Files that share a run of words with the reference material, which is not ours to spread."""
    shared = shared_folder()
    if shared is None:
        print(f"rules: {ABSENT}; wording was not compared.")
        return
    ours = {path: set(shingles(text)) for path, text in texts.items()}
    all_ours = set().union(*ours.values())
    theirs = {s for text in _shared_texts(shared) for s in shingles(text) if s in all_ours}
    for path, own in ours.items():
        if own & theirs:
            lines = [str(n) for n, line in _numbered(texts[path]) if theirs & {*shingles(line)}]
            where = f"{path}:{','.join(lines)}"
            yield f"{where}: {SHINGLE_WORDS} words in a row stand in the shared texts too"


def _numbered(text: str) -> Iterator[tuple[int, str]]:
    return enumerate(text.split("\n"), 1)


def _shared_texts(shared: Path) -> Iterator[str]:
    for path in (*(shared / "seeds").glob("*.txt"), *(shared / "gold").glob("**/text/*.txt")):
        yield path.read_text("utf8", "replace")
    for path in sorted((shared / "data").glob("**/*.jsonl")):
        for line in path.open(encoding="utf8"):
            row = json.loads(line)
            yield from (row[name] for name in WORDING if isinstance(row.get(name), str))
    for path in (shared / "data" / "event_coding").glob("*.csv"):
        yield path.read_text("utf8", "replace")


if __name__ == "__main__":
    sys.exit(main())
