"""Databases that cannot be used are refused in one line; those that can are light to use."""

from __future__ import annotations

import os
import resource
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest
from at_once import at_once
from ledger_builders import SIZE_104, TALK, TALK_CLAIMS, filled, imported
from sqlalchemy import Connection

from claims.errors import LedgerError
from claims.ledger import DEFAULT_DB, Ledger
from claims.ledger.connect import connect


def refusal(db: str | None, *, create: bool = False) -> str:
    with pytest.raises(LedgerError) as caught:
        Ledger.open(db, create=create, timeout_s=0.2)
    message = str(caught.value)
    assert len(message.splitlines()) == 1
    return message


def test_a_missing_ledger_says_how_to_make_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    advice = "no ledger at {0}; make one with: claims ingest PATH… --db {0}"
    assert refusal(None) == advice.format(DEFAULT_DB)
    assert refusal("sub.db") == advice.format("sub.db")
    assert refusal("sqlite:///sub.db") == advice.format("sub.db")
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "sub.db").touch()
    assert refusal("sub.db") == advice.format("sub.db")


def test_an_empty_server_database_holds_no_ledger(postgres_url: str) -> None:
    assert refusal(postgres_url).startswith("no ledger at postgresql://")


def test_a_path_and_its_url_are_the_same_ledger(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    odd = "50% é? #1.db"
    with filled(odd):
        assert (tmp_path / odd).is_file()
    for db in (odd, f"sqlite:///{odd}", str(tmp_path / odd), f"sqlite:///{tmp_path / odd}"):
        with Ledger.open(db) as ledger:
            assert ledger.claim(SIZE_104.id).claim == SIZE_104
    with filled(DEFAULT_DB), Ledger.open() as ledger:
        assert ledger.label == "claims.db"


@pytest.mark.parametrize(
    ("db", "said"),
    [
        ("mysql://localhost/x", "mysql:// is not a ledger's address; allowed: a path of"),
        ("https://example.org/claims.db", "allowed: a path of an SQLite file"),
        ("", "a ledger needs a file"),
        (":memory:", "a ledger needs a file"),
        ("sqlite://", "three slashes"),
        ("sqlite://claims.db", "three slashes"),
        ("a\0b", "no NUL"),
        ("postgresql://me@host:port/x", "host or port cannot be read"),
        ("postgresql://me:secret@[::1/x", "host or port cannot be read"),
        ("postgresql://me:p@ss:secret@host/x", "%40 and %3A"),
        ("postgresql:me:secret@host/x", "not a database's address; allowed: postgresql://"),
        ("postgresql:/me:secret@host/x", "not a database's address; allowed: postgresql://"),
        ("Postgres//me:secret@host/x", "not a database's address; allowed: postgresql://"),
        ("host=host user=me password=secret", "not a database's address; allowed: postgresql://"),
        ("postgresql://me:secret@127.0.0.1:1/none", "check that the server runs"),
        ("no/such/folder/claims.db", "there is no folder"),
        (".", "is not a file"),
        ("x" * 300 + ".db", "name too long"),
    ],
)
def test_what_is_no_address_is_refused(db: str, said: str) -> None:
    message = refusal(db, create=True)
    assert said.lower() in message.lower()
    assert "secret" not in message


def test_a_missing_driver_names_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['psycopg'] = None\n")
    code = "from claims.ledger import Ledger\nLedger.open('postgresql://me@host/x')"
    done = _python(code, PYTHONPATH=str(tmp_path))
    assert "pip install 'claims[postgres]'" in done.stderr.splitlines()[-1]


@pytest.mark.parametrize("data", [b"This is a letter, not a database.\n" * 99, b"\xff" * 5000])
def test_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "letter.txt"
    path.write_bytes(data)
    for create in (False, True):
        assert "it is not a ledger" in refusal(str(path), create=create)
    assert path.read_bytes() == data


def test_a_damaged_file_is_said_to_be(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with filled(str(path)):
        pass
    data = path.read_bytes()
    path.write_bytes(data[:4096] + b"\xa5" * (len(data) - 4096))
    assert "the file is damaged; restore it from a copy" in _verifying(path)
    path.write_bytes(data[:5000])
    assert "the file is damaged; restore it from a copy" in _verifying(path)


def _verifying(path: Path) -> str:
    with pytest.raises(LedgerError) as caught, Ledger.open(str(path)) as ledger:
        ledger.verify()
    return str(caught.value)


def test_a_ledger_that_another_writes_to_can_be_read_but_not_written(empty_url: str) -> None:
    with filled(empty_url):
        pass
    other = connect(empty_url)
    with other.writing() as connection:
        run = f"'{'f' * 64}', 9, 'ingest', '1', '{{}}', 'now'"
        connection.exec_driver_sql(f"INSERT INTO run VALUES ({run})")
        with Ledger.open(empty_url, timeout_s=0.2) as ledger:
            assert len(ledger.find("104")) == 1
            assert ledger.query("SELECT count(*) FROM run")[1] == [(2,)]
            with pytest.raises(LedgerError, match="another program is writing to it; try again"):
                ledger.start_run("ingest", "1")
    with Ledger.open(empty_url, timeout_s=0.2) as ledger:
        ledger.start_run("ingest", "1")
    other.close()


def test_a_writer_waits_for_its_turn(empty_url: str) -> None:
    with filled(empty_url):
        pass
    numbers = range(40)

    def add(mine: range) -> None:
        with Ledger.open(empty_url) as ledger:
            for number in mine:
                claim = imported(str(number), f"Falcon {number}")
                ledger.add_claims([claim], ledger.start_run("import", "1"))

    threads = [threading.Thread(target=add, args=(numbers[start::4],)) for start in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Ledger.open(empty_url) as ledger:
        assert len(ledger.subjects()) == len(numbers) + 1
        assert ledger.query("SELECT count(*), max(seq) FROM run")[1] == [(42, 42)]
        assert ledger.verify(files=False) == []


def make(db: str, number: int, gate: Barrier) -> None:
    gate.wait()
    Ledger.open(db, create=True).close()


def test_several_may_make_the_ledger_at_once(empty_url: str) -> None:
    at_once(4, make, empty_url)
    with Ledger.open(empty_url) as ledger:
        assert list(ledger.claims()) == []


def test_a_broken_connection_is_replaced(postgres_url: str) -> None:
    with filled(postgres_url) as ledger:
        assert ledger.find("104")
        other = connect(postgres_url)
        with other.writing() as connection:
            connection.exec_driver_sql(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )
        other.close()
        assert ledger.find("104")


def test_a_full_disk_is_said_and_leaves_nothing_half_written(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with filled(str(path)):
        pass

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, 400_000))

    code = (
        "import sys; sys.path.insert(0, 'tests/ledger')\n"
        "from ledger_builders import imported\nfrom claims.ledger import Ledger\n"
        f"with Ledger.open({str(path)!r}) as ledger:\n"
        "    run = ledger.start_run('import', '1')\n"
        "    ledger.add_claims([imported(str(n)) for n in range(2000)], run)\n"
    )
    process = _start(code, preexec_fn=small_files)
    _, said = process.communicate()
    assert process.returncode == 1
    assert "claims.errors.LedgerError: " in said.splitlines()[-1]
    assert "full" in said.splitlines()[-1] or "disk" in said.splitlines()[-1]
    with Ledger.open(str(path)) as ledger:
        assert len(list(ledger.claims())) == len(TALK_CLAIMS)
        assert ledger.verify(files=False) == []


def test_a_killed_writer_leaves_whole_sources_only(empty_url: str) -> None:
    with filled(empty_url):
        pass
    code = (
        "import os, sys; sys.path.insert(0, 'tests/ledger')\n"
        "from ledger_builders import claim_in, document, value\nfrom claims.ledger import Ledger\n"
        "def claims(found):\n"
        "    for number in range(9):\n"
        "        yield claim_in(found, f'{number} gigabytes', value(str(number)))\n"
        f"with Ledger.open({empty_url!r}) as ledger:\n"
        "    run = ledger.start_run('ingest', '1')\n"
        "    for n in range(10**6):\n"
        "        text = f'Talk {n}.\\n' + ''.join(f'It has {k} gigabytes.\\n' for k in range(9))\n"
        "        found = document(text, f'{n}.txt')\n"
        "        ledger.add_document(found, claims(found), run)\n"
        "        print(n, flush=True)\n"
    )
    process = _start(code)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) == 7:
            break
    process.kill()
    process.communicate()
    with Ledger.open(empty_url) as ledger:
        counts = {source.uri: source.claims for source in ledger.sources()}
        assert counts.pop(TALK.source.uri) == 3
        assert len(counts) >= 8
        assert set(counts.values()) == {9}
        assert ledger.verify(files=False) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_ledger_that_cannot_be_written_can_be_read(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with filled(str(path)):
        pass
    path.chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with Ledger.open(str(path)) as ledger:
            assert ledger.claim(SIZE_104.id).claim == SIZE_104
            assert ledger.query("SELECT count(*) FROM claim_view")[1] == [(3,)]
            with pytest.raises(LedgerError, match="cannot be written"):
                ledger.start_run("ingest", "1")
    finally:
        tmp_path.chmod(0o755)


def test_a_ledger_copied_out_of_its_write_ahead_log_is_readable(tmp_path: Path) -> None:
    with filled(str(tmp_path / "claims.db")):
        pass
    assert [path.name for path in tmp_path.iterdir()] == ["claims.db"]
    connection = sqlite3.connect(tmp_path / "claims.db")
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    connection.close()


def test_who_writes_has_more_room_for_pages_than_who_reads(tmp_path: Path) -> None:
    # A look-up that goes through very many claims waits for memory, were it given more.
    path = tmp_path / "claims.db"
    Ledger.open(str(path), create=True).close()

    def room(connection: Connection) -> int:
        return -int(connection.exec_driver_sql("PRAGMA cache_size").scalar_one())

    with closing(connect(str(path))) as database:
        with database.reading() as connection:
            read = room(connection)
        with database.writing() as connection:
            assert room(connection) >= 4 * read > 0


def test_using_a_ledger_loads_no_heavy_library(tmp_path: Path) -> None:
    path = tmp_path / "claims.db"
    with filled(str(path)):
        pass
    code = (
        "import sys\nfrom claims.ledger import Ledger\n"
        f"with Ledger.open({str(path)!r}, create=True) as ledger:\n"
        "    ledger.find('104'), ledger.findings(), ledger.sources(), ledger.subjects()\n"
        "    ledger.query('SELECT 1'), ledger.start_run('ingest', '1')\n"
        "heavy = 'alembic spacy pint jinja2 pydantic numpy psycopg sqlalchemy.orm'.split()\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    done = _python(code)
    assert (done.stdout, done.stderr) == ("[]\n", "")


ROOT = Path(__file__).parents[2]


def _python(code: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT,
        env=os.environ | env, check=False,
    )  # fmt: skip


def _start(code: str, **options: object) -> subprocess.Popen[str]:
    return subprocess.Popen(  # type: ignore[call-overload,no-any-return]
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        cwd=ROOT, **options,
    )  # fmt: skip
