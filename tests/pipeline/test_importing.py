"""A store that was exported and rebuilt is the same store; what is not whole is refused."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from cli.running import khabar
from khabar.pipeline.kit import recipe
from khabar.store.content import content_hash
from khabar.store.opening import open_store
from store.postgres_server import Server
from whole_store import BYTES, SAMPLES, assembled, whole_store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return whole_store(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module", params=["bundle", "parquet"])
def exported(
    request: pytest.FixtureRequest, store: Path, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    name = "corpus.zip" if request.param == "bundle" else "corpus"
    target = tmp_path_factory.mktemp(request.param) / name
    ran = khabar("export", "--format", request.param, "-o", target, "--store", store)
    assert ran.code == 0, ran.err
    return target


def test_a_rebuilt_store_holds_the_same(store: Path, exported: Path, tmp_path: Path):
    ran = khabar("import", exported, "--store", tmp_path / "new.db")
    assert ran.code == 0, ran.err
    assert f"{SAMPLES + 1} documents, {SAMPLES + 1} readings, 2 judgements, 1 set" in ran.err
    with open_store(store) as old, open_store(tmp_path / "new.db") as new:
        assert content_hash(new) == content_hash(old)
        assert [new.payload(each.key) for each in new.asides()] == [BYTES]
        assert len(list(new.revisions())) > 0
        assert assembled(new, "2026-02-02") == assembled(old, "2026-02-02")
        chosen = [(r.document_id, r.recipe) for r in old.readings(recipe())]
        assert [(r.document_id, r.recipe) for r in new.readings(recipe())] == chosen
        # Where no reading is of the present recipe, the same one counts as the newest.
        assert list(new.readings("none")) == list(old.readings("none"))


def test_a_rebuilt_store_exports_the_same_bytes(store: Path, exported: Path, tmp_path: Path):
    khabar("import", exported, "--store", tmp_path / "new.db")
    for name, source in (("a", store), ("b", tmp_path / "new.db")):
        khabar("export", "--format", "bundle", "-o", tmp_path / name, "--store", source)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


def test_a_bundle_is_a_zip_that_others_can_check(store: Path, tmp_path: Path):
    khabar("export", "--format", "bundle", "-o", tmp_path / "c.zip", "--store", store)
    with zipfile.ZipFile(tmp_path / "c.zip") as archive:
        assert archive.testzip() is None
        archive.extractall(tmp_path / "c")
    check = ["sha256sum", "--quiet", "-c", "SHA256SUMS"]
    assert subprocess.run(check, cwd=tmp_path / "c").returncode == 0
    known_by = hashlib.sha256((tmp_path / "c/SHA256SUMS").read_bytes()).hexdigest()
    citation = (tmp_path / "c/CITATION.cff").read_text()
    assert f"sha256:{known_by}" in citation
    assert f'version: "{recipe()}, older"' not in citation  # an older reading does not count
    assert recipe() in (tmp_path / "c/README.md").read_text()
    # Who publishes it puts a name in, and it is still whole.
    (tmp_path / "c/CITATION.cff").write_text(citation.replace("Unnamed", "Somebody"))
    assert khabar("import", tmp_path / "c", "--store", tmp_path / "n.db").code == 0


def _refused(path: Path, tmp_path: Path) -> str:
    ran = khabar("import", path, "--store", tmp_path / "none.db")
    assert ran.code == 2
    assert not (tmp_path / "none.db").exists()
    assert list(tmp_path.glob(".none*")) == []
    assert ran.err.count("\n") == 1
    return ran.err


@pytest.fixture(scope="module")
def written(store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a bundle and tables, of which tests take copies to spoil."""
    folder = tmp_path_factory.mktemp("written")
    khabar("export", "--format", "bundle", "-o", folder / "b.zip", "--store", store)
    khabar("export", "--format", "parquet", "-o", folder / "t", "--store", store)
    return folder


@pytest.fixture
def bundle(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(written / "b.zip", tmp_path))


def _rezipped(bundle: Path, change: Callable[[dict[str, bytes]], None]) -> Path:
    """The bundle with other files, and the checksums that belong to them."""
    with zipfile.ZipFile(bundle) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    change(files)
    data = [n for n in files if n.startswith("data/") or n == "khabar.json"]
    if "SHA256SUMS" in files:
        files["SHA256SUMS"] = b"".join(
            f"{hashlib.sha256(files[n]).hexdigest()}  {n}\n".encode() for n in sorted(data)
        )
    changed = bundle.with_name("changed.zip")
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    return changed


@pytest.mark.parametrize("kept", [0.0, 0.3, 0.9, 0.999])
def test_a_truncated_zip_is_refused(bundle: Path, tmp_path: Path, kept: float):
    whole = bundle.read_bytes()
    bundle.write_bytes(whole[: int(len(whole) * kept)])
    assert "is no whole zip" in _refused(bundle, tmp_path)


def test_a_byte_that_changed_is_refused(bundle: Path, tmp_path: Path):
    def change(files: dict[str, bytes]) -> None:
        files["data/record.json"] = files["data/record.json"].replace(b"CONSULT", b"ASSAULT", 1)

    changed = _rezipped(bundle, change)
    with zipfile.ZipFile(bundle) as old, zipfile.ZipFile(changed) as new:
        files = {n: new.read(n) for n in new.namelist()} | {"SHA256SUMS": old.read("SHA256SUMS")}
    with zipfile.ZipFile(changed, "w") as archive:
        for name, body in files.items():
            archive.writestr(name, body)
    assert "data/record.json: is not what was exported" in _refused(changed, tmp_path)


def test_damage_inside_the_zip_is_refused(bundle: Path, tmp_path: Path):
    whole = bytearray(bundle.read_bytes())
    for at in range(2000, 2040):
        whole[at] ^= 0xFF
    bundle.write_bytes(whole)
    _refused(bundle, tmp_path)


@pytest.mark.parametrize("name", ["../out.txt", "/abs.txt", "data/../../x", "a\\..\\b", "c:/x"])
def test_a_name_that_leads_outside_is_refused(bundle: Path, tmp_path: Path, name: str):
    changed = _rezipped(bundle, lambda files: files.update({name: b"x"}))
    assert "names a file outside itself" in _refused(changed, tmp_path)


def test_a_zip_bomb_is_refused_before_it_unpacks(bundle: Path, tmp_path: Path):
    changed = _rezipped(bundle, lambda files: files.update({"data/big": bytes(100_000_000)}))
    assert "which no export does" in _refused(changed, tmp_path)


def test_a_zip_with_a_name_twice_is_refused(bundle: Path, tmp_path: Path):
    with zipfile.ZipFile(bundle, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("data/record.json", "{}")
    assert "which no export does" in _refused(bundle, tmp_path)


def test_a_newer_format_is_refused(bundle: Path, tmp_path: Path):
    def newer(files: dict[str, bytes]) -> None:
        files["khabar.json"] = files["khabar.json"].replace(b"bundle/1", b"bundle/2")

    assert "which a newer khabar wrote" in _refused(_rezipped(bundle, newer), tmp_path)


@pytest.mark.parametrize("lost", ["khabar.json", "SHA256SUMS"])
def test_a_zip_of_something_else_is_refused(bundle: Path, tmp_path: Path, lost: str):
    def lose(files: dict[str, bytes]) -> None:
        del files[lost]

    assert lost in _refused(_rezipped(bundle, lose), tmp_path)


@pytest.mark.parametrize("lost", ["documents", "readings", "judgements", "asides"])
def test_a_bundle_without_its_data_is_refused(bundle: Path, tmp_path: Path, lost: str):
    def lose(files: dict[str, bytes]) -> None:
        del files[f"data/{lost}.jsonl"]

    assert f"data/{lost}.jsonl is missing" in _refused(_rezipped(bundle, lose), tmp_path)


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("documents", b'{"id":"x"}'),
        ("documents", b"no json"),
        ("readings", b'{"text":"x"}'),
        ("judgements", b"[]"),
        ("asides", b'{"key":1}'),
        ("older_readings", b'{"format":"khabar.reading/1"}'),
    ],
)
def test_a_line_that_is_none_is_refused(bundle: Path, tmp_path: Path, name: str, line: bytes):
    def add(files: dict[str, bytes]) -> None:
        files[f"data/{name}.jsonl"] += line + b"\n"

    _refused(_rezipped(bundle, add), tmp_path)


def test_a_reading_of_no_document_is_refused(bundle: Path, tmp_path: Path):
    def lose(files: dict[str, bytes]) -> None:
        lines = files["data/documents.jsonl"].splitlines(keepends=True)
        files["data/documents.jsonl"] = b"".join(lines[1:])

    assert "a reading has no document" in _refused(_rezipped(bundle, lose), tmp_path)


def test_a_document_whose_text_was_changed_is_refused(bundle: Path, tmp_path: Path):
    def change(files: dict[str, bytes]) -> None:
        first, *rest = files["data/documents.jsonl"].splitlines(keepends=True)
        document = json.loads(first)
        document["text"] += "."
        files["data/documents.jsonl"] = msgspec.json.encode(document) + b"\n" + b"".join(rest)

    assert "the id does not belong to this text" in _refused(_rezipped(bundle, change), tmp_path)


def test_a_store_that_is_there_stays_as_it_was(store: Path, bundle: Path):
    before = store.read_bytes()
    ran = khabar("import", bundle, "--store", store)
    assert (ran.code, "is there already" in ran.err) == (2, True)
    assert store.read_bytes() == before


@pytest.fixture
def tables(written: Path, tmp_path: Path) -> Path:
    return shutil.copytree(written / "t", tmp_path / "t")


def test_a_folder_that_lacks_a_day_is_refused(tables: Path, tmp_path: Path):
    shutil.rmtree(next((tables / "documents").iterdir()))
    assert "is missing" in _refused(tables, tmp_path)


def test_a_truncated_table_is_refused(tables: Path, tmp_path: Path):
    file = next((tables / "readings").rglob("*.parquet"))
    file.write_bytes(file.read_bytes()[:-20])
    assert "its checksum differs" in _refused(tables, tmp_path)


def test_a_table_that_is_none_is_refused(tables: Path, tmp_path: Path):
    file = next((tables / "readings").rglob("*.parquet"))
    _replaced(tables, file, b"PAR1 and nothing more PAR1")
    assert "cannot be read" in _refused(tables, tmp_path)


def _replaced(folder: Path, file: Path, body: bytes) -> None:
    """Another file, with its right checksum."""
    sums = folder / "SHA256SUMS"
    old, new = (hashlib.sha256(each).hexdigest() for each in (file.read_bytes(), body))
    sums.write_text(sums.read_text().replace(old, new))
    file.write_bytes(body)


def test_a_link_to_elsewhere_is_refused(tables: Path, tmp_path: Path):
    file = next((tables / "readings").rglob("*.parquet"))
    shutil.move(file, tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    assert "is missing" in _refused(tables, tmp_path)


@pytest.mark.parametrize("make", [Path.mkdir, lambda p: p.write_bytes(b"text")])
def test_what_is_no_export_is_refused(tmp_path: Path, make: Callable[[Path], object]):
    make(tmp_path / "foreign")
    _refused(tmp_path / "foreign", tmp_path)
    _refused(tmp_path / "not there", tmp_path)


def test_a_database_is_rebuilt_and_shared_like_a_file(
    store: Path, bundle: Path, tmp_path: Path, postgres: Server
):
    database = postgres.new()
    ran = khabar("import", bundle, "--store", database)
    assert ran.code == 0, ran.err
    with open_store(store) as old, open_store(database) as new:
        assert content_hash(new) == content_hash(old)
    for name, source in (("a", store), ("b", database)):
        khabar("export", "--format", "parquet", "-o", tmp_path / name, "--store", source)
        khabar("share", tmp_path / f"{name}.db", "--store", source)
    sums = [(tmp_path / name / "SHA256SUMS").read_bytes() for name in ("a", "b")]
    assert sums[0] == sums[1]
    with (
        open_store(tmp_path / "a.db", textless=True) as one,
        open_store(tmp_path / "b.db", textless=True) as two,
    ):
        assert content_hash(one) == content_hash(two)
    assert "is there already" in khabar("import", bundle, "--store", database).err
