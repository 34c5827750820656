"""Look with atheris for bytes that break a parser of ours; `make fuzz` installs it and runs this.

The targets and what they must hold to stand in tests/fuzz/targets.py. What breaks one is written to
tests/fuzz/corpus/TARGET, where the tests read it from then on; what is only new lies under
build/fuzz, so that the next run goes on from there.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence

from shared import ROOT

CORPUS = ROOT / "tests" / "fuzz" / "corpus"
WORK = ROOT / "build" / "fuzz"
_LONGEST = 4_096  # bytes of an input
_BROKE = "Uncaught Python exception"
_TOLD = 30  # lines
_SLOW = 10  # seconds for one input: more is a find, too


def main(arguments: Sequence[str]) -> int:
    """Run every target, or one of them, for so many seconds; 1 where one broke."""
    sys.path.insert(0, str(ROOT / "tests"))
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("targets", nargs="*", help="which; all if not said")
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    said = parser.parse_args(arguments)
    if said.here:
        return _fuzz(said.targets[0], said.seconds)
    from fuzz.targets import TARGETS

    broken = [name for name in said.targets or TARGETS if not _apart(name, said.seconds)]
    print(f"fuzz: {', '.join(broken)} broke" if broken else "fuzz: nothing broke")
    return 1 if broken else 0


def _apart(name: str, seconds: int) -> bool:
    """Whether a target held, in a process of its own: the fuzzer ends the one it runs in."""
    command = [sys.executable, __file__, name, "--seconds", str(seconds), "--here"]
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
    )
    lines = done.stdout.splitlines() or ["no word of it"]
    last = [line for line in lines if line.startswith("stat::number")] or lines[-_TOLD:]
    broke = [n for n, line in enumerate(lines) if _BROKE in line][:1]
    told = (line for n in broke for line in lines[n : n + _TOLD])
    print(f"fuzz: {name}:", *last, *told, sep="\n  ", flush=True)
    return done.returncode == 0


def _fuzz(name: str, seconds: int) -> int:
    import atheris

    with atheris.instrument_imports(include=["khabar"]):
        from fuzz.targets import TARGETS
    kept, work = CORPUS / name, WORK / name
    kept.mkdir(parents=True, exist_ok=True)
    work.mkdir(parents=True, exist_ok=True)
    words = WORK / "words.dict"
    words.write_text("\n".join(_words()), "utf8")
    options = [
        f"-max_total_time={seconds}", f"-max_len={_LONGEST}", f"-timeout={_SLOW}",
        f"-artifact_prefix={kept}/", f"-dict={words}", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup([sys.argv[0], *options, str(work), str(kept)], TARGETS[name])
    atheris.Fuzz()
    return 0


def _words() -> Iterator[str]:
    """Words that mean something to our parsers, as the fuzzer wants them."""
    table = tomllib.loads((ROOT / "src/khabar/lang/ar/dates.toml").read_text("utf8"))
    words = {w for part in table.values() for held in part.values() for w in _flat(held)}
    for word in (*sorted(words), *_MARKS):
        yield '"' + "".join(f"\\x{byte:02x}" for byte in word.encode()) + '"'


_MARKS = (
    "\u200f", "\u202e", "\u200b", "\ufeff", "\u0640", "\ufefb", "٢٠١٨", "1439", "2018-04-24",
    '{"text": "', '", "date": "', "<p>", "</p>", "<script>", "<time datetime=", "<item>", "<!--",
    "&amp;", "<![CDATA[", "4f2a:10-22", '{"a":{"start":0,"end":4,"doc":"x"}', "\r\n", "\0",
)  # fmt: skip


def _flat(held: object) -> Iterator[str]:
    if isinstance(held, str):
        yield held
    elif isinstance(held, dict):
        for each in held.values():
            yield from _flat(each)
    elif isinstance(held, list):
        for each in held:
            yield from _flat(each)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
