"""Which texts the product asks to have translated, read from its Python files and templates."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

CALLS = {
    name + lazy: shape
    for name, shape in {
        "gettext": (None, 0, None),
        "ngettext": (None, 0, 1),
        "pgettext": (0, 1, None),
        "npgettext": (0, 1, 2),
    }.items()
    for lazy in ("", "_lazy", "_noop")
} | {"_": (None, 0, None)}
"""By function: which arguments are the context, the text, and the text for many (None: it has none)."""

_STRING = r"""u?(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*")"""
_IN_TEMPLATE = re.compile(rf"\b(_|n?p?gettext)\(\s*({_STRING}(?:\s*,\s*{_STRING})*)")


@dataclass(frozen=True, slots=True, order=True)
class Text:
    """A text in use: its words (and those for many where it counts), its context, where it was seen."""

    single: str
    plural: str
    context: str | None
    where: str

    @property
    def key(self) -> str | tuple[str, str]:
        """The key as catalogues have it."""
        return (self.single, self.plural) if self.plural else self.single


def texts_used(source: Path) -> list[Text]:
    """Every text in the Python files and templates under ``source``, each once, in alphabetical order."""
    found: dict[tuple[str, str | None], Text] = {}
    for path in sorted((*source.rglob("*.py"), *source.rglob("templates/**/*.html"))):
        where = path.relative_to(source).as_posix()
        read = in_python if path.suffix == ".py" else in_template
        for text in read(path.read_text(encoding="utf-8"), where):
            kept = found.setdefault((text.single, text.context), text)
            if text.plural and not kept.plural:
                found[(text.single, text.context)] = text
    return sorted(found.values(), key=lambda text: (text.single, text.context or ""))


def in_python(code: str, where: str) -> Iterator[Text]:
    """The texts of calls such as ``_("…")`` and ``ngettext("…", "…", n)`` with literal words."""
    for node in ast.walk(ast.parse(code, where)):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name in CALLS:
            words = [arg.value if isinstance(arg, ast.Constant) else None for arg in node.args]
            yield from _text(name, words, f"{where}:{node.lineno}")


def in_template(html: str, where: str) -> Iterator[Text]:
    """The texts of ``translate``, ``blocktranslate`` and ``_()`` in a template."""
    for number, line in enumerate(templatize(html, origin=where).splitlines(), start=1):
        for match in _IN_TEMPLATE.finditer(line):
            words = ast.literal_eval(f"({match[2]},)")
            yield from _text(match[1], list(words), f"{where}:{number}")


def _text(name: str, words: Sequence[object], where: str) -> Iterator[Text]:
    context_at, single_at, plural_at = CALLS[name]
    taken = [
        words[at] if at is not None and at < len(words) else None for at in (context_at, single_at, plural_at)
    ]
    context, single, plural = (each if isinstance(each, str) else None for each in taken)
    if single:
        yield Text(single, plural or "", context, where)
