"""Archives of pages: names are only shown, bombs end at the limit, the rest is read."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import cast

import pytest

from khabar.acquire.documents import acquire, read_inputs
from khabar.acquire.limits import Limits
from khabar.acquire.sources import Input
from khabar.schema.aside import SetAside
from khabar.schema.documents import Document

TEXT = "قال وزير الري في مؤتمر صحفي إن السد الجديد سيكتمل قبل نهاية العام المقبل."
OTHER = "أعلنت بلدية المدينة أن الحدائق العامة ستفتح أبوابها مجانا يوم الجمعة."


def zipped(members: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


def tarred(members: Mapping[str, bytes | str], mode: str = "w") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode) as packed:  # type: ignore[call-overload]
        for name, data in members.items():
            raw = data.encode() if isinstance(data, str) else data
            info = tarfile.TarInfo(name)
            info.size = len(raw)
            packed.addfile(info, io.BytesIO(raw))
    return out.getvalue()


def read(
    tmp_path: Path, data: bytes, name: str = "news.zip", limits: Limits | None = None
) -> tuple[list[Document], list[SetAside]]:
    (tmp_path / name).write_bytes(data)
    found = list(acquire([str(tmp_path / name)], limits))
    documents = [each for each in found if isinstance(each, Document)]
    return documents, [each for each in found if isinstance(each, SetAside)]


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_every_member_is_read_in_its_own_form(tmp_path: Path, pack: object) -> None:
    rows = json.dumps({"id": "7", "text": OTHER})
    assert callable(pack)
    documents, aside = read(tmp_path, pack({"a/b.txt": TEXT, "rows.jsonl": rows, "logo.png": b"x"}))
    assert [d.text for d in documents] == [TEXT, OTHER]
    assert documents[0].source.path == str(tmp_path / "news.zip#a/b.txt")
    assert aside == []


@pytest.mark.parametrize("mode", ["w:gz", "w:bz2", "w:xz"])
def test_a_tar_may_be_compressed(tmp_path: Path, mode: str) -> None:
    documents, _ = read(tmp_path, tarred({"a.txt": TEXT, "b.txt": OTHER}, mode), "news.tgz")
    assert [d.text for d in documents] == [TEXT, OTHER]


@pytest.mark.parametrize("pack", [gzip.compress, bz2.compress, lzma.compress])
def test_a_single_file_may_be_compressed(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    rows = "\n".join(json.dumps({"text": text}) for text in (TEXT, OTHER)).encode()
    documents, _ = read(tmp_path, pack(rows), "rows.jsonl.gz")
    assert [d.text for d in documents] == [TEXT, OTHER]


def test_no_name_in_an_archive_leads_out_of_it(tmp_path: Path) -> None:
    inside = tmp_path / "inside"
    inside.mkdir()
    names = ("../../out.txt", "/etc/out.txt", "C:\\out.txt", "a\x1b[2Jb.txt")
    documents, _ = read(inside, tarred(dict.fromkeys(names, TEXT)), "news.tar")
    assert len(documents) == 4
    assert [path.name for path in tmp_path.rglob("*") if path.is_file()] == ["news.tar"]
    assert all(d.source.path.isprintable() for d in documents)


def test_links_and_devices_in_a_tar_are_left_alone(tmp_path: Path) -> None:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as packed:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
            info = tarfile.TarInfo("passwd.txt")
            info.type, info.linkname = kind, "/etc/passwd"
            packed.addfile(info)
    documents, aside = read(tmp_path, out.getvalue(), "news.tar")
    assert documents == []
    assert "no file that khabar reads" in aside[0].reason


def test_what_cannot_be_read_inside_is_set_aside_with_the_archive(tmp_path: Path) -> None:
    documents, aside = read(tmp_path, zipped({"a.txt": b"", "b.txt": TEXT}))
    assert len(documents) == 1
    assert aside[0].path == str(tmp_path / "news.zip")
    assert aside[0].item == str(tmp_path / "news.zip#a.txt")


def test_a_bomb_ends_at_the_ratio(tmp_path: Path) -> None:
    documents, aside = read(tmp_path, zipped({"a.txt": TEXT, "b.txt": bytes(60_000_000)}))
    assert len(documents) == 1
    assert "more than 200 times its size" in aside[-1].reason


def test_a_bomb_in_gzip_ends_at_the_size(tmp_path: Path) -> None:
    limits = Limits(unpacked=2_000_000)
    documents, aside = read(tmp_path, gzip.compress(bytes(9_000_000)), "a.gz", limits)
    assert documents == []
    assert "unpacks to more than 0.002 GB" in aside[0].reason


def test_an_archive_of_too_many_files_is_read_as_far_as_the_limit(tmp_path: Path) -> None:
    members = {f"{n}.txt": f"{TEXT} {n}" for n in range(9)}
    for pack in (zipped, tarred):
        documents, aside = read(tmp_path, pack(members), limits=Limits(members=5))
        assert len(documents) == 5
        assert "more than 5 files" in aside[0].reason


def test_archives_in_archives_are_read_twice_deep_and_no_deeper(tmp_path: Path) -> None:
    twice = zipped({"b.zip": zipped({"c.txt": TEXT})})
    documents, aside = read(tmp_path, twice)
    assert [d.text for d in documents] == [TEXT]
    assert aside == []
    documents, aside = read(tmp_path, zipped({"a.zip": twice}))
    assert documents == []
    assert "an archive in an archive" in aside[0].reason
    assert aside[0].path == str(tmp_path / "news.zip")


def test_a_member_larger_than_a_document_is_streamed(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"text": f"{TEXT} {n}"}) for n in range(50))
    documents, aside = read(tmp_path, zipped({"rows.jsonl": rows}), limits=Limits(document=2_000))
    assert len(documents) == 50
    assert aside == []


@pytest.mark.parametrize("pack", [zipped, tarred])
def test_an_archive_cut_off_says_so(tmp_path: Path, pack: object) -> None:
    assert callable(pack)
    data = pack({"a.txt": TEXT * 9, "b.txt": OTHER * 9})
    _, aside = read(tmp_path, data[: len(data) // 3])
    assert "cut off or damaged" in aside[-1].reason


def test_a_compressed_tar_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    noise = "".join(chr(0x0620 + hash((n, "x")) % 40) for n in range(40_000))
    data = tarred({"a.txt": TEXT, "b.txt": f"{OTHER} {noise}"}, "w:gz")
    documents, aside = read(tmp_path, data[:-9_000], "news.tar.gz")
    assert [d.text for d in documents] == [TEXT]
    assert "cut off or damaged" in aside[0].reason


def test_a_damaged_member_stops_no_other(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT * 20, "b.txt": OTHER}))
    data[60] ^= 0xFF
    documents, aside = read(tmp_path, bytes(data))
    assert [d.text for d in documents] == [OTHER]
    assert "a.txt: it is damaged" in aside[0].reason


def test_a_zip_with_a_password_says_so(tmp_path: Path) -> None:
    data = bytearray(zipped({"a.txt": TEXT}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    _, aside = read(tmp_path, bytes(data))
    assert "needs a password" in aside[0].reason


def test_a_document_of_an_office_program_is_named_as_such(tmp_path: Path) -> None:
    _, aside = read(tmp_path, zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}))
    assert "office program" in aside[0].reason


def test_an_archive_may_come_from_standard_input() -> None:
    class Pipe(io.BytesIO):
        def seekable(self) -> bool:
            return False

    pipe = io.BufferedReader(Pipe(zipped({"a.txt": TEXT})))
    source = Input(path="-", standard_input=lambda: cast("io.BufferedReader", pipe))
    (document,) = read_inputs(iter([source]), Limits())
    assert isinstance(document, Document)
    assert document.text == TEXT
