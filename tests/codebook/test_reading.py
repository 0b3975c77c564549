"""What somebody may bring as a file: damaged, hostile, or simply something else."""

from __future__ import annotations

import io
import lzma
import zipfile
from pathlib import Path

import pytest

from mbc_prep.codebook import sources
from mbc_prep.codebook.entries import BookError
from mbc_prep.codebook.sources import Piece, read_pieces
from mbc_prep.codebook.xml import read_xml

XML = b"<?xml version='1.0'?><ICD10CM.tabular><version>2026</version></ICD10CM.tabular>"


def zipped(file: Path, members: dict[str, bytes], kind: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(file, "w", kind) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file


def test_plain_zip_and_xz_come_out_the_same(tmp_path: Path) -> None:
    plain = tmp_path / "a.xml"
    plain.write_bytes(XML)
    packed = tmp_path / "a.xml.xz"
    packed.write_bytes(lzma.compress(XML))
    archive = zipped(tmp_path / "all.zip", {"Table and Index/a.xml": XML, "readme.pdf": b"%PDF"})
    assert (
        read_pieces(plain) == read_pieces(packed) == read_pieces(archive) == [Piece("a.xml", XML)]
    )


def test_names_in_an_archive_lead_nowhere(tmp_path: Path) -> None:
    evil = {"../../evil.xml": XML, "/etc/evil.txt": b"x", "..\\..\\evil2.xml": XML}
    names = [piece.name for piece in read_pieces(zipped(tmp_path / "evil.zip", evil))]
    assert names == ["evil.xml", "evil.txt", "evil2.xml"]
    assert [file.name for file in tmp_path.iterdir()] == ["evil.zip"]


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MAX_PIECE", 100_000)
    monkeypatch.setattr(sources, "MAX_ALL", 250_000)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("shape", ["zip", "xz", "plain", "many"])
def test_bombs(tmp_path: Path, shape: str) -> None:
    zeros = bytes(100_001)
    file = tmp_path / f"bomb.{shape}"
    if shape == "zip":
        zipped(file, {"bomb.txt": zeros})
    elif shape == "xz":
        file.write_bytes(lzma.compress(zeros))
    elif shape == "plain":
        file.write_bytes(zeros)
    else:
        zipped(file, {f"{number}.txt": bytes(90_000) for number in range(3)})
    with pytest.raises(BookError, match="more than any official file"):
        read_pieces(file)


def test_a_zip_that_lies_about_its_sizes(tmp_path: Path) -> None:
    file = zipped(tmp_path / "lie.zip", {"a.txt": bytes(5000)})
    data = file.read_bytes()
    # The central directory says 10 bytes; the stream goes on.
    at = data.rindex(b"PK\x01\x02") + 24
    file.write_bytes(data[:at] + (10).to_bytes(4, "little") + data[at + 4 :])
    with pytest.raises(BookError, match="damaged"):
        read_pieces(file)


def test_too_many_members(tmp_path: Path) -> None:
    file = zipped(tmp_path / "many.zip", {f"{n}.txt": b"x" for n in range(501)})
    with pytest.raises(BookError, match="holds 501 files"):
        read_pieces(file)


@pytest.mark.parametrize("cut", [30, 60, 100])
def test_cut_off(tmp_path: Path, cut: int) -> None:
    whole = zipped(tmp_path / "whole.zip", {"a.xml": XML * 50}).read_bytes()
    file = tmp_path / "half.zip"
    file.write_bytes(whole[:cut])
    with pytest.raises(BookError, match="damaged or incomplete"):
        read_pieces(file)
    packed = tmp_path / "half.xz"
    packed.write_bytes(lzma.compress(XML * 50)[:cut])
    with pytest.raises(BookError, match="incomplete"):
        read_pieces(packed)


def test_a_locked_archive(tmp_path: Path) -> None:
    data = bytearray(zipped(tmp_path / "a.zip", {"a.xml": XML}, zipfile.ZIP_STORED).read_bytes())
    data[6] |= 1  # "encrypted" in the local head and in the directory
    data[data.rindex(b"PK\x01\x02") + 8] |= 1
    file = tmp_path / "locked.zip"
    file.write_bytes(bytes(data))
    with pytest.raises(BookError, match="password"):
        read_pieces(file)


def test_a_rare_method(tmp_path: Path) -> None:
    """It would unpack without a limit: two megabytes of zeros are a hundred bytes here."""
    with pytest.raises(BookError, match="rare way"):
        read_pieces(zipped(tmp_path / "a.zip", {"a.txt": bytes(2_000_000)}, zipfile.ZIP_BZIP2))


def test_names_do_not_act_on_the_terminal(tmp_path: Path) -> None:
    [piece] = read_pieces(zipped(tmp_path / "a.zip", {"\x1b]0;evil\x07\u202e.xml": XML}))
    assert piece.name == "]0;evil.xml"


def test_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="is not a file"):
        read_pieces(tmp_path)
    with pytest.raises(BookError, match="is not a file"):
        read_pieces(tmp_path / "nowhere.zip")


def test_an_archive_of_pictures(tmp_path: Path) -> None:
    with pytest.raises(BookError, match="no XML or text file"):
        read_pieces(zipped(tmp_path / "a.zip", {"a.png": b"x"}))


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>
<ICD10CM.tabular>&b;</ICD10CM.tabular>"""
OUTSIDE = b"""<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]><ICD10CM.tabular>&x;</ICD10CM.tabular>"""


@pytest.mark.parametrize("data", [LAUGHS, OUTSIDE, OUTSIDE.decode().encode("utf-16")])
def test_entities_are_refused(data: bytes) -> None:
    with pytest.raises(BookError, match="document type"):
        read_xml(data, "a.xml")


def test_endless_nesting_is_refused() -> None:
    with pytest.raises(BookError, match="nests or repeats"):
        read_xml(b"<a>" * 50_000, "a.xml")


@pytest.mark.parametrize("data", [b"", b"<a>", XML[:-5], b"<a>\x00</a>", b"<a>\xff\xfe</a>"])
def test_broken_xml(data: bytes) -> None:
    with pytest.raises(BookError, match="damaged or incomplete"):
        read_xml(data, "a.xml")


def test_an_unknown_encoding() -> None:
    with pytest.raises(BookError, match=r"a\.xml"):
        read_xml(b"<?xml version='1.0' encoding='klingon'?><a/>", "a.xml")


def test_what_is_read_is_what_was_written() -> None:
    buffer = io.BytesIO(XML)
    assert read_xml(buffer.getvalue(), "a.xml").findtext("version") == "2026"
