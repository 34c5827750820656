"""`khabar export` and `khabar import` of formats that hold a record: it comes back as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli.running import khabar
from khabar.cli.import_ import RECORDS
from serve.sample_desk import sample_copy


@pytest.mark.parametrize("form", RECORDS)
def test_the_record_comes_back(tmp_path: Path, form: str) -> None:
    store = str(sample_copy(tmp_path))
    assert khabar("export", "--format", "record", "--store", store, "-o", "record.json").code == 0
    assert khabar("export", "--format", form, "--store", store, "-o", "written").code == 0
    ran = khabar("import", "written", "--format", form, "-o", "back.json")
    assert (ran.code, ran.err) == (0, "")
    assert Path("back.json").read_bytes() == Path("record.json").read_bytes()


@pytest.mark.parametrize("form", RECORDS)
@pytest.mark.parametrize("body", [b"", b"{", b"\x00\xff", b"[]", b'{"id": 3}\n'])
def test_a_file_without_a_record_is_refused_in_one_sentence(form: str, body: bytes) -> None:
    Path("bad").write_bytes(body)
    ran = khabar("import", "bad", "--format", form, "-o", "back.json")
    assert ran.code == 2
    assert ran.err.startswith("bad")
    assert "Traceback" not in ran.err
    assert not Path("back.json").exists()
