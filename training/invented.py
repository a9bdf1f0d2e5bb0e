"""Invented names of products, with versions and sizes, where corpora hold few of them."""

from __future__ import annotations

from random import Random

from names import Sentence

# Types of the corpora whose names may be exchanged: a sentence says the same of any product.
EXCHANGED = frozenset({"product", "programlang", "algorithm", "metrics"})
COPIES = 3
_FORMS = (
    "{base}", "{base}", "{base}", "{base} {version}", "{base} {version}", "{base}-{version}",
    "{base}-{version}", "{base}{version}", "{base} {version} {size}", "{base}-{size}",
    "{base} {size}", "{base} {version} {size} {variant}", "{base} {variant}", "{base} v{version}",
    "{base} {version} {variant}", "{base}-{version}-{variant}",
)  # fmt: skip
_VARIANTS = ("Chat", "Pro", "Turbo", "Large", "Mini", "Plus", "Base", "Instruct", "Ultra", "XL")
_SIZES = ("1.3B", "3B", "7B", "12B", "30B", "65B", "100B", "540B", "60M", "350M")
_SYLLABLES = (
    "ba", "bel", "cor", "da", "dro", "el", "fal", "ga", "gen", "ha", "ix", "jo", "ka", "lu", "mer",
    "mi", "na", "no", "or", "pal", "qui", "ra", "ris", "sa", "tel", "to", "tri", "va", "vex", "zo",
)  # fmt: skip
_LETTERS = "ABCDEFGHKLMNPQRSTVX"


def invented_name(random: Random) -> str:
    """A name such as "Belora", "Trika-2", "GPX 3.5 Turbo" or "Lumer 1.5 40B"."""
    return random.choice(_FORMS).format(
        base=_base(random),
        version=random.choice(("1", "2", "3", "4", "5", "1.5", "2.0", "2.1", "3.5", "10")),
        size=random.choice(_SIZES),
        variant=random.choice(_VARIANTS),
    )


def _base(random: Random) -> str:
    def word() -> str:
        return "".join(random.choices(_SYLLABLES, k=random.choice((2, 2, 3)))).capitalize()

    draw = random.random()
    if draw < 0.2:
        return "".join(random.choices(_LETTERS, k=random.choice((3, 4))))
    return word() + word()[:3].capitalize() * (draw > 0.85)


def exchanged(sentence: Sentence, random: Random) -> Sentence | None:
    """The sentence with its products renamed; nothing if it names none."""
    if not any(kind in EXCHANGED for *_, kind in sentence.names):
        return None
    words: list[str] = []
    names: list[tuple[int, int, str]] = []
    last = 0
    for start, end, kind in sentence.names:
        words += sentence.words[last:start]
        old = sentence.words[start:end]
        new = invented_name(random).split() if kind in EXCHANGED else old
        names.append((len(words), len(words) + len(new), "product" if kind in EXCHANGED else kind))
        words += new
        last = end
    return Sentence([*words, *sentence.words[last:]], names)
