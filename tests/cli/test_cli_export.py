"""`claims export` in every format: the same claims, exact, harmless, whole or not at all."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from conftest import ENGINES, NewDatabase
from openpyxl.utils.escape import unescape
from pyarrow import parquet

from claims.errors import ClaimsError
from claims.ledger import Ledger
from claims.records import Claim, Value
from claims.report.export import FORMATS, columns_of, export_rows
from claims.report.export.xlsx import CELL_CHARACTERS, SHEET_ROWS, write_xlsx
from cli.cli_runner import done, run

MANY_DIGITS = "-123456789012345678901234567890.125"
FORMULAS = ('=HYPERLINK("http://x")', "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "＝1")


FULL_DISK = """
import resource, secrets, signal, sys
from claims.errors import ClaimsError
from claims.report.export import export_rows
from claims.report.export.write import format_of

format_of(sys.argv[1])  # what is loaded may leave files of its own
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
rows = ({"id": secrets.token_hex(32), "quote": secrets.token_hex(99)} for _ in range(20_000))
try:
    export_rows(sys.argv[1], ("id", "quote"), rows)
except ClaimsError as error:
    print(error)
"""


def said(number: str, subject: str, **more: Any) -> Claim:
    exact = Decimal(number)
    fields: dict[str, Any] = {"source": "made-up", "source_id": "0" * 64, "attribute": "mass"}
    return Claim(
        start=None, end=None, value_text=None, quote=f"It says {number[:40]}.", subject_text=None,
        value=Value(exact, exact, "widget", exact, exact, "widget", "exact", Decimal("0.001")),
        subject=subject, checked=False, **(fields | more),
    )  # fmt: skip


STRANGE = [
    said(MANY_DIGITS, "A long number"),
    said("1E+400", "Beyond a float"),
    said("1E-400", "Below a float"),
    said("5", "Half known", qualifiers={"stage": "=1", "a": 'quo"ted, and comma'}),
    said("6", "Line\nbreak \u2028 and control \x1b[31m \x01 _x0041_"),
    said("7", "Given an id", external_id="7"),
    said("7", "Given an id", external_id="=7"),
    said("7", "Given an empty id", external_id=""),
    replace(said("8", "Open"), value=Value(None, Decimal(8), "widget", None, Decimal(8), "widget")),
    *(said("9", start) for start in FORMULAS),
]


@pytest.fixture(scope="module", params=ENGINES)
def strange(request: pytest.FixtureRequest, new_database: NewDatabase) -> Iterator[str]:
    """A ledger of claims that are hard to write down."""
    with new_database(request.param) as db:
        with Ledger.open(db, create=True) as ledger:
            assert ledger.add_claims(STRANGE, ledger.start_run("import", "1")).refused == ()
        yield db


def exported(db: object, target: Path, *more: object) -> Path:
    told = done("export", "-o", target, *more, "--db", db)
    assert told.out == ""
    assert "claims written" in told.err
    return target


def csv_rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def sheet_rows(path: Path) -> list[dict[str, Any]]:
    (sheet,) = openpyxl.load_workbook(path, read_only=True).worksheets
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_every_format_has_every_claim(strange: str, tmp_path: Path) -> None:
    with Ledger.open(strange) as ledger:
        ids = [stored.id for stored in ledger.claims()]
    assert len(ids) == len(STRANGE)
    paths = {suffix: exported(strange, tmp_path / f"all{suffix}") for suffix in FORMATS}
    assert [row["id"] for row in csv_rows(paths[".csv"])] == ids
    assert [row["id"] for row in sheet_rows(paths[".xlsx"])] == ids
    assert parquet.read_table(paths[".parquet"]).column("id").to_pylist() == ids
    assert paths[".jsonl"].read_bytes().count(b"\n") == len(ids)
    assert sorted(tmp_path.iterdir()) == sorted(paths.values())


def test_parquet_and_csv_have_the_same_columns_and_cells(strange: str, tmp_path: Path) -> None:
    table = parquet.read_table(exported(strange, tmp_path / "a.parquet"))
    rows = csv_rows(exported(strange, tmp_path / "a.csv"))
    assert table.column_names == list(rows[0])
    for found, row in zip(table.to_pylist(), rows, strict=True):
        for name, cell in row.items():
            expected = "" if found[name] is None else str(found[name])
            assert cell.removeprefix("'") == expected, name


def test_exact_values_keep_all_digits_beside_a_number(strange: str, tmp_path: Path) -> None:
    tables = {
        ".csv": csv_rows(exported(strange, tmp_path / "a.csv")),
        ".parquet": parquet.read_table(exported(strange, tmp_path / "a.parquet")).to_pylist(),
        ".xlsx": sheet_rows(exported(strange, tmp_path / "a.xlsx")),
    }
    for suffix, rows in tables.items():
        found = {row["subject"]: row for row in rows}
        long, beyond = found["A long number"], found["Beyond a float"]
        assert long["lo"] == long["canonical_hi"] == MANY_DIGITS, suffix
        assert float(long["lo_number"]) == pytest.approx(float(MANY_DIGITS), rel=1e-15)
        assert beyond["hi"] == "1" + "0" * 400
        assert beyond["hi_number"] in ("", None)
        assert Decimal(found["Below a float"]["lo"]) == Decimal("1E-400")
        assert found["Open"]["lo"] in ("", None)
        assert found["Open"]["hi"] == "8"
    assert isinstance(tables[".xlsx"][0]["confidence_number"], float | int)
    assert {str(c.type) for c in parquet.read_schema(tmp_path / "a.parquet")} == {
        "string", "double", "int64",
    }  # fmt: skip


def test_no_cell_is_a_formula(strange: str, tmp_path: Path) -> None:
    exported(strange, tmp_path / "a.xlsx")
    (sheet,) = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets
    found = list(sheet.iter_rows())
    assert {cell.data_type for row in found for cell in row} <= {"s", "n"}
    assert not [cell for row in found for cell in row if cell.hyperlink]
    subjects = {row[1].value: row[1] for row in found}
    for start in FORMULAS:
        assert subjects[start.replace("\r", "\n")].quotePrefix, start
    for row in csv_rows(exported(strange, tmp_path / "a.csv")):
        for column in columns_of(("subject", "qualifiers", "external_id", "quote")):
            assert not row[column.name].startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


def test_text_comes_back_as_it_was(strange: str, tmp_path: Path) -> None:
    wanted = {claim.subject for claim in STRANGE}
    table = parquet.read_table(exported(strange, tmp_path / "a.parquet"))
    assert set(table.column("subject").to_pylist()) == wanted
    rows = csv_rows(exported(strange, tmp_path / "a.csv"))
    assert {row["subject"].removeprefix("'") for row in rows} == wanted
    sheet = sheet_rows(exported(strange, tmp_path / "a.xlsx"))
    ends = {subject.replace("\r", "\n") for subject in wanted}
    assert {unescape(row["subject"]) for row in sheet} == ends


@pytest.mark.parametrize("suffix", FORMATS)
def test_both_engines_and_every_time_give_the_same_bytes(
    suffix: str, new_database: NewDatabase, tmp_path: Path
) -> None:
    written = []
    for engine in ENGINES:
        with new_database(engine) as db:
            with Ledger.open(db, create=True) as ledger:
                ledger.add_claims(STRANGE, ledger.start_run("import", "1"))
            for number in range(2):
                target = tmp_path / f"{engine}{number}{suffix}"
                written.append(exported(db, target).read_bytes())
    assert len(written) == 4
    assert len(set(written)) == 1


def test_jsonl_read_into_an_empty_ledger_gives_the_same_ids(
    strange: str, new_database: NewDatabase, tmp_path: Path
) -> None:
    first = exported(strange, tmp_path / "first.jsonl")
    for engine in ENGINES:
        with new_database(engine) as db:
            told = done("ingest", "--claims", first, "--db", db)
            assert f"{len(STRANGE)} claims added" in told.err
            with Ledger.open(db) as ledger, Ledger.open(strange) as before:
                back = {stored.id: stored.claim for stored in ledger.claims()}
                there = {stored.id: stored.claim for stored in before.claims()}
            assert set(back) == set(there)
            assert {i: c.value for i, c in back.items()} == {i: c.value for i, c in there.items()}


def test_what_was_read_from_sources_comes_back_with_the_same_ids(
    db_url: str, ledger: Path, tmp_path: Path
) -> None:
    exported(ledger, tmp_path / "a.jsonl")
    done("ingest", "--claims", tmp_path / "a.jsonl", "--db", db_url)
    with Ledger.open(db_url) as back, Ledger.open(str(ledger)) as before:
        steps = [
            {stored.id: stored.claim.value.step for stored in x.claims()} for x in (back, before)
        ]
    assert steps[0] == steps[1]
    assert len(steps[0]) >= 6


class TestWholeOrNotAtAll:
    @pytest.mark.parametrize("suffix", FORMATS)
    def test_a_failure_leaves_what_was_there(self, suffix: str, tmp_path: Path) -> None:
        target = tmp_path / f"a{suffix}"
        target.write_text("before", encoding="utf-8")

        def broken() -> Iterator[dict[str, Any]]:
            yield {"id": "a" * 64, "lo": Decimal(1)}
            raise ClaimsError("the connection was lost")

        with pytest.raises(ClaimsError, match="connection was lost"):
            export_rows(target, ("id", "lo"), broken())
        assert target.read_text(encoding="utf-8") == "before"
        assert list(tmp_path.iterdir()) == [target]

    @pytest.mark.skipif(os.name != "posix", reason="there are no limits of a process")
    @pytest.mark.parametrize("suffix", FORMATS)
    def test_a_full_disk_ends_in_one_line(self, suffix: str, tmp_path: Path) -> None:
        target = tmp_path / f"a{suffix}"
        result = subprocess.run(
            [sys.executable, "-c", FULL_DISK, str(target)], capture_output=True, text=True
        )
        assert result.stdout == f"{target}: cannot be written: File too large\n", result.stderr
        assert list(tmp_path.iterdir()) == []

    def test_through_a_link(self, ledger: Path, tmp_path: Path) -> None:
        (tmp_path / "real.csv").write_text("before", encoding="utf-8")
        (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
        exported(ledger, tmp_path / "link.csv")
        assert (tmp_path / "link.csv").is_symlink()
        assert len(csv_rows(tmp_path / "real.csv")) >= 6

    def test_a_folder_is_no_target(self, ledger: Path, tmp_path: Path) -> None:
        (tmp_path / "a.csv").mkdir()
        assert "folder" in run("export", "-o", tmp_path / "a.csv", "--db", ledger).refusal
        assert list(tmp_path.iterdir()) == [tmp_path / "a.csv"]


class TestSheets:
    def test_more_rows_than_a_sheet_holds_are_refused_before_writing(self, tmp_path: Path) -> None:
        target = tmp_path / "a.xlsx"
        with pytest.raises(ClaimsError, match=r"1,048,576 claims.* 1,048,575; .*\.parquet"):
            export_rows(target, ("id",), iter(()), expected=SHEET_ROWS)
        assert export_rows(target, ("id",), iter(()), expected=SHEET_ROWS - 1).rows == 0

    def test_and_while_writing(self, tmp_path: Path) -> None:
        rows = [{"id": str(number)} for number in range(3)]
        with (tmp_path / "a").open("wb") as stream:
            assert write_xlsx(stream, ("id",), rows, sheet_rows=4) == []
        with (
            (tmp_path / "b").open("wb") as stream,
            pytest.raises(ClaimsError, match=r"more claims than a sheet holds 2;"),
        ):
            write_xlsx(stream, ("id",), rows, sheet_rows=3)

    def test_a_text_that_no_cell_holds_is_cut_and_said(self, tmp_path: Path) -> None:
        rows = [{"id": "1", "quote": "x" * CELL_CHARACTERS}, {"id": "2", "quote": "😀" * 20_000}]
        done = export_rows(tmp_path / "a.xlsx", ("id", "quote"), rows)
        whole, cut = (row["quote"] for row in sheet_rows(tmp_path / "a.xlsx"))
        assert whole == "x" * 32_767
        assert cut == "😀" * 16_383 + "…"
        (note,) = done.notes
        assert "1 cell was cut" in note
        assert "quote of 2" in note


@pytest.mark.parametrize(
    ("suffix", "module", "extra"),
    [(".parquet", "pyarrow", "parquet"), (".xlsx", "xlsxwriter", "xlsx")],
)
def test_a_missing_library_names_its_extra(
    suffix: str, module: str, extra: str, ledger: Path, tmp_path: Path
) -> None:
    script = f"import sys; sys.modules[{module!r}] = None; import claims.cli; claims.cli.main()"
    target = tmp_path / f"a{suffix}"
    command = [sys.executable, "-c", script, "export", "-o", str(target), "--db", str(ledger)]
    result = subprocess.run(command, capture_output=True, text=True)
    assert result.returncode == 2
    assert f"pip install 'claims[{extra}]'" in result.stderr
    assert result.stderr.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("suffix", [".jsonl", ".csv"])
def test_other_formats_need_no_library(suffix: str, ledger: Path, tmp_path: Path) -> None:
    script = (
        "import sys; sys.modules.update(pyarrow=None, xlsxwriter=None); "
        "import claims.cli; claims.cli.main()"
    )
    command = [sys.executable, "-c", script, "export", "-o", str(tmp_path / f"a{suffix}")]
    subprocess.run([*command, "--db", str(ledger)], check=True, capture_output=True)
    assert (tmp_path / f"a{suffix}").stat().st_size > 1000
