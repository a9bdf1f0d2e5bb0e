"""The commands `claims vocabulary …`: list what is known, check a pack, find what one lacks."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from claims.cli.batch import Batch, check_format
from claims.cli.options import Debug, Packs
from claims.cli.output import Row, Rows, prints_rows, rows_of
from claims.cli.wording import indented, visible
from claims.errors import VocabularyError

if TYPE_CHECKING:
    from claims.extract.suggesting import Suggestion
    from claims.vocabulary import Vocabulary

INDENT = "   "
vocabulary = typer.Typer()


@vocabulary.callback(invoke_without_command=True)
@prints_rows
def listing(context: typer.Context, vocabulary: Packs = None, debug: Debug = False) -> Rows | None:
    """List the attributes that the vocabulary packs declare, or check a pack, or suggest one.

    Example: claims vocabulary --vocabulary my.yaml
    """
    if context.invoked_subcommand is not None:
        if vocabulary:
            message = f"--vocabulary goes behind {context.invoked_subcommand}"
            raise typer.BadParameter(message)
        return None
    from claims.vocabulary import load_vocabulary

    packs = load_vocabulary(vocabulary or [])
    print(
        f"{visible(', '.join(packs.packs))}: {len(packs.attributes)} attributes, "
        f"{len(packs.units)} units, "
        f"{len(packs.entities)} names, {len(packs.identities)} identities",
        file=sys.stderr,
    )
    rows = [
        {"attribute": key, "label": spec.label, "unit": spec.unit, "kinds": list(spec.kinds),
         "cues": list(spec.cues), "single_valued": spec.single_valued,
         "changes_over_time": spec.changes_over_time, "tolerance": spec.tolerance}
        for key, spec in sorted(packs.attributes.items())
    ]  # fmt: skip
    return Rows(
        rows,
        ("attribute", "unit", "label"),
    )


@vocabulary.command("check")
@prints_rows
def check(
    files: Annotated[
        list[str], typer.Argument(metavar="FILE…", help="The packs, in the order of merging.")
    ],
    vocabulary: Packs = None,
    debug: Debug = False,
) -> Rows:
    """Say everything that is wrong with packs; end with 1 if there is a mistake.

    Example: claims vocabulary check my.yaml && echo fits
    """
    from claims.vocabulary import Remark, check_packs, read_pack

    batch = Batch(debug)
    texts = []
    for path in files:
        try:
            texts.append((path, read_pack(path)))
        except VocabularyError as error:
            batch.refuse(str(error))
    remarks = check_packs(texts, vocabulary or [])
    mistakes = sum(remark.grade == "mistake" for remark in remarks)
    if remarks:
        batch.say(f"{_many(mistakes, 'mistake')}, {_many(len(remarks) - mistakes, 'warning')}")
    return rows_of(
        Remark,
        remarks,
        people=_remark_lines,
        empty=f"{', '.join(name for name, _ in texts)}: nothing to mend" if texts else "",
        code=2 if batch.refused else int(mistakes > 0),
    )


@vocabulary.command("suggest")
@prints_rows
def suggest(
    paths: Annotated[
        list[str],
        typer.Argument(metavar="SOURCE…|-", help="Files, folders or globs; - is standard input."),
    ],
    as_yaml: Annotated[
        bool, typer.Option("--yaml", help="Print a pack to begin with instead of a list.")
    ] = False,
    least: Annotated[
        int, typer.Option("--least", min=1, help="Leave out what is mentioned less often.")
    ] = 2,
    format: Annotated[
        str | None, typer.Option("--format", help="Read as this format instead of detecting it.")
    ] = None,
    vocabulary: Packs = None,
    debug: Debug = False,
) -> Rows:
    """List frequent nouns and names that no pack knows, as a start for a pack of your own.

    Example: claims vocabulary suggest talks/ --yaml > my.yaml
    """
    from claims.extract.suggesting import suggest as find
    from claims.vocabulary import load_vocabulary

    batch = Batch(debug)
    check_format(format, batch)
    packs = load_vocabulary(vocabulary or [])
    found = find(batch.documents(paths, format), packs, least)
    by_word = {(item.what, item.word): item for item in found}

    def pack(rows: Sequence[Row]) -> Iterator[str]:
        chosen = [by_word[row["what"], row["word"]] for row in rows]
        yield from _pack_lines(chosen, packs)

    return Rows(
        [_suggestion_row(item) for item in found],
        fields=("what", "word", "count", "spellings", "family", "examples"),
        people=pack if as_yaml else _suggestion_lines,
        instead="--yaml" if as_yaml else None,
        empty=f"nothing that no pack knows is mentioned {least} times",
        code=2 if batch.refused else 0,
    )


def _many(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


def _remark_lines(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        place = f"{row['file']}:{row['line']}: {row['grade']}: "
        path = f"{row['path']}: " if row["path"] else ""
        yield from indented(place + path + row["message"], "", INDENT)


def _suggestion_row(item: Suggestion) -> Row:
    examples = [
        {"source": example.source, "locator": example.locator, "quote": example.quote}
        for example in item.examples
    ]
    return {"what": item.what, "word": item.word, "count": item.count,
            "spellings": list(item.spellings), "family": item.family,
            "examples": examples}  # fmt: skip


def _suggestion_lines(rows: Sequence[Row]) -> Iterator[str]:
    for row in rows:
        yield from indented(f"{row['what']} {row['word']} ({_many(row['count'], 'time')})")
        for example in row["examples"]:
            place = f"{example['source']}, {example['locator']}"
            yield from indented(f"{place}: “{example['quote']}”", INDENT, INDENT * 2)


def _pack_lines(items: Sequence[Suggestion], packs: Vocabulary) -> Iterator[str]:
    from claims.extract.skeleton import skeleton

    yield from skeleton(items, packs).splitlines()
