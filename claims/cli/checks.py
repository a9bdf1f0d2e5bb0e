"""What `claims doctor` looks at, area by area; only the model's check loads anything heavy."""

from __future__ import annotations

import os
import platform
import re
import shutil
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Literal

from claims.cli.options import database_and_origin
from claims.errors import ClaimsError
from claims.plugins import said

State = Literal["ok", "note", "wrong"]
LIBRARIES = ("spacy", "sqlalchemy", "alembic", "pydantic", "pint", "typer")
LEAST_FREE_BYTES = 100_000_000
_AGAIN = "install claims again: pip install --force-reinstall claims"
_ANOTHER = "mend that, or name another ledger with --db"
_MAKE_ROOM = "make room, or keep the ledger elsewhere (--db)"
_WITHOUT_MODEL = "attributes are found less well; leave out --spacy-model to parse"
_PASSWORD = re.compile(r"(?<=[/:])(?P<user>[^:@/]*):.*@|(?<=password=)[^&]*")
_KNOWN_VARIABLES = ("CLAIMS_ACTOR", "CLAIMS_DB", "CLAIMS_TEST_POSTGRES")
_OPTIONAL = {
    "psycopg": "only PostgreSQL needs it: pip install 'claims[postgres]'",
    "pyarrow": "only exports to .parquet need it: pip install 'claims[parquet]'",
    "xlsxwriter": "only exports to .xlsx need it: pip install 'claims[xlsx]'",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``advice`` says what to do where it is not ``ok``.

    ``origin`` is who chose the value of a setting: an option, the environment or a default.
    """

    area: str
    name: str
    value: str
    state: State = "ok"
    advice: str | None = None
    origin: str | None = None


def checks(
    db: str | None, packs: Sequence[str], spacy_model: str, debug: bool = False
) -> Iterator[Check]:
    """All checks. What a check itself falls over is a check that says so, unless ``debug``."""
    chosen, origin = database_and_origin(db)
    areas: dict[str, Callable[[], Iterator[Check]]] = {
        "versions": _versions,
        "settings": partial(_settings, chosen, origin, packs, spacy_model),
        "database": partial(_database, chosen),
        "disk": partial(_disk, chosen),
        "packs": partial(_packs, packs),
        "plugins": _plugins,
        "model": partial(_model, spacy_model),
    }
    for area, look in areas.items():
        try:
            yield from look()
        except ClaimsError as error:
            advice = _ANOTHER if area == "database" else _AGAIN
            yield Check(area, area, _hidden(str(error)), "wrong", advice)
        except Exception as error:
            if debug:
                raise
            yield Check(area, area, said(error), "wrong", "see it whole with --debug")


def _hidden(text: str) -> str:
    """A text with the passwords of addresses left out."""
    return _PASSWORD.sub(
        lambda match: "***" if match["user"] is None else f"{match['user']}:***@", text
    )


def _versions() -> Iterator[Check]:
    from claims import __version__

    yield Check("versions", "claims", __version__)
    system = f"{platform.python_version()} on {platform.system()} {platform.machine()}"
    yield Check("versions", "Python", system)
    for name in LIBRARIES:
        try:
            yield Check("versions", name, version(name))
        except PackageNotFoundError:
            yield Check("versions", name, "not installed", "wrong", _AGAIN)
    for name, advice in _OPTIONAL.items():
        try:
            yield Check("versions", name, version(name))
        except PackageNotFoundError:
            yield Check("versions", name, "not installed", "note", advice)


def _settings(
    db: str | None, origin: str, packs: Sequence[str], spacy_model: str
) -> Iterator[Check]:
    from claims.ledger import DEFAULT_DB
    from claims.ledger.journal import actor

    yield Check("settings", "db", _hidden(db or DEFAULT_DB), origin=origin)
    given = "option --vocabulary" if packs else "default"
    yield Check("settings", "vocabulary", ", ".join(packs) or "the shipped packs", origin=given)
    given = "default" if spacy_model == "shipped" else "option --spacy-model"
    yield Check("settings", "spacy-model", spacy_model, origin=given)
    given = "environment CLAIMS_ACTOR" if os.environ.get("CLAIMS_ACTOR") else "default"
    yield Check("settings", "actor", actor(), origin=given)
    for name in sorted(set(os.environ) - set(_KNOWN_VARIABLES)):
        if name.startswith("CLAIMS_"):
            advice = "nothing reads it; CLAIMS_DB and CLAIMS_ACTOR are read"
            yield Check("settings", name, "set", "note", advice, origin="environment")


def _database(db: str | None) -> Iterator[Check]:
    from claims.ledger.health import examine

    found = examine(db)
    place = "URL" if "://" in found.label else "path"
    yield Check("database", place, found.label)
    if not found.exists:
        yield _no_ledger(Path(found.label))
        return
    facts = dict(found.facts)
    engine = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[found.engine]
    yield Check("database", engine, facts.pop("version"))
    if found.problem:
        revision = found.revision or "none"
        yield Check("database", "schema revision", revision, "wrong", found.problem)
    elif found.revision is None:
        advice = "make a ledger in it with: claims ingest PATH…"
        yield Check("database", "schema revision", "none", "note", advice)
    else:
        yield Check("database", "schema revision", found.revision)
    for name, count in found.counts.items():
        yield Check("database", f"{name}s", str(count))
    if found.unindexed:
        advice = "an import was broken off or goes on; the next command that writes makes them"
        yield Check("database", "missing indexes", ", ".join(found.unindexed), "note", advice)
    yield from (_fact(name, value) for name, value in facts.items())


def _no_ledger(path: Path) -> Check:
    folder = path.absolute().parent
    if not folder.is_dir():
        return Check("database", "ledger", "none", "wrong", f"there is no folder {folder}; make it")
    if not os.access(folder, os.W_OK):
        advice = f"no file can be made in {folder}; name another with --db"
        return Check("database", "ledger", "none", "wrong", advice)
    return Check("database", "ledger", "none yet", "note", "make one with: claims ingest PATH…")


def _fact(name: str, value: str) -> Check:
    label = name.replace("_", " ")
    advice = {
        ("writable", "no"): "it can only be read here; check permissions before you write to it",
        ("superuser", "yes"): "safer is a role with rights on this database only",
    }.get((name, value))
    if name == "journal_mode" and value != "wal":
        advice = (
            "readers and writers wait for each other; once, in sqlite3: PRAGMA journal_mode=WAL"
        )
    return Check("database", label, value, "note" if advice else "ok", advice)


def _disk(db: str | None) -> Iterator[Check]:
    from claims.ledger import DEFAULT_DB

    local = "://" not in (db or "") or (db or "").startswith("sqlite")
    path = Path((db or DEFAULT_DB).removeprefix("sqlite:///")) if local else Path("claims.db")
    folder = path.absolute().parent
    if not folder.is_dir():
        return
    free = shutil.disk_usage(folder).free
    value = f"{free / 1e9:.1f} GB free in {folder}"
    try:
        size = path.stat().st_size if local else 0
    except OSError:
        size = 0
    if free < LEAST_FREE_BYTES:
        yield Check("disk", "space", value, "wrong", _MAKE_ROOM)
    elif free < size:
        advice = "less than the ledger's size: no backup fits beside it"
        yield Check("disk", "space", value, "note", advice)
    else:
        yield Check("disk", "space", value)


def _packs(paths: Sequence[str]) -> Iterator[Check]:
    from claims.errors import VocabularyError
    from claims.vocabulary import check_packs, load_vocabulary, read_pack
    from claims.vocabulary.loader import shipped_texts
    from claims.vocabulary.parsing import parse_pack

    load_vocabulary()  # raises where a shipped pack is not what was shipped
    texts = []
    for path in paths:
        try:
            texts.append((path, read_pack(path)))
        except VocabularyError as error:
            yield Check("packs", path, str(error), "wrong", "name a pack that can be read")
    for name, text in (*shipped_texts(), *texts):
        pack = parse_pack(name, text).pack
        if pack is not None:
            counts = (
                f"{len(pack.attributes)} attributes, {len(pack.units)} units, "
                f"{len(pack.entities)} names"
            )
            yield Check("packs", pack.name, counts)
    remarks = check_packs(texts)
    for name, _ in texts:
        grades = [remark.grade for remark in remarks if remark.file == name]
        if grades:
            wrong = grades.count("mistake")
            value = f"{wrong} mistakes, {len(grades) - wrong} warnings"
            advice = f"see them with: claims vocabulary check {name}"
            yield Check("packs", name, value, "wrong" if wrong else "note", advice)


def _plugins() -> Iterator[Check]:
    from claims.plugins import installed

    if not any(installed(group) for group in ("claims.extractors", "claims.readers")):
        yield Check("plugins", "installed", "none")
        return
    from claims.cli.plugins import plugin_rows

    with redirect_stdout(sys.stderr):  # what a plugin prints is no data of ours
        rows = [row for row in plugin_rows() if row["target"]]
    for row in rows:
        label = f"{row['kind']} {row['name']}"
        if row["problem"]:
            advice = f"mend or remove it: pip uninstall {row['distribution']}"
            yield Check("plugins", label, row["problem"], "wrong", advice)
        else:
            yield Check("plugins", label, f"{row['distribution']} {row['version']}")


def _model(name: str) -> Iterator[Check]:
    if name == "none":
        yield Check("model", "pipeline", "none", "note", _WITHOUT_MODEL)
        return
    from claims.extract.language.model import load_model

    with warnings.catch_warnings(record=True) as remarks:
        warnings.simplefilter("always")
        try:
            nlp = load_model(name)
        except ClaimsError as error:
            advice = _AGAIN if name == "shipped" else "name another with --spacy-model"
            yield Check("model", "pipeline", str(error), "wrong", advice)
            return
    if nlp is None:
        yield Check("model", "pipeline", "the shipped one is missing", "wrong", _AGAIN)
        return
    label = f"{nlp.meta['lang']}_{nlp.meta['name']} {nlp.meta['version']}"
    yield Check("model", "pipeline", f"{label} loads: {', '.join(nlp.pipe_names)}")
    for remark in remarks:
        if "spacy" in str(remark.filename) or "[W" in str(remark.message):
            text = " ".join(str(remark.message).split())
            yield Check("model", "warning", text[:200], "note", "retrain it, or choose another")
