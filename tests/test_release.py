"""What is released installs, and works where nothing of the tree is."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from check_release import lacking, main


def test_the_built_wheel_is_installed_and_reads_a_sample(capsys: pytest.CaptureFixture[str]):
    assert main() == 0
    told = capsys.readouterr().out
    assert "installed in an empty environment" in told
    assert "exported, imported, assembled" in told


def test_what_a_package_lacks_or_should_not_have_is_told(tmp_path: Path):
    wheel, sdist = tmp_path / "k.whl", tmp_path / "k.tar.gz"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("khabar/cli/app.py", "")
        archive.writestr("khabar/mine.db", "")
    with tarfile.open(sdist, "w:gz") as packed:
        for name in ("k/src/khabar/cli/app.py", "k/src/khabar/learned/weights/reader/a.onnx"):
            packed.addfile(tarfile.TarInfo(name), io.BytesIO())
    assert lacking(wheel, sdist) == [
        "the wheel has no khabar/learned/weights",
        "khabar/mine.db has no business in a package",
    ]
