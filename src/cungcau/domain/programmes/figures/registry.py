"""The figures there are, by name; what may be asked of each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from cungcau.domain.programmes.figures import carried, goods, ocop, people, promoted
from cungcau.domain.programmes.figures.asking import Argument, Asked, Behind, Figure, Kept, kept_once
from cungcau.kernel.errors import DomainError

_ALL: dict[str, Figure] = {
    one.name: one
    for one in (*goods.FIGURES, *people.FIGURES, *ocop.FIGURES, *promoted.FIGURES, *carried.FIGURES)
}


def figures() -> tuple[Figure, ...]:
    """All figures in the order lists show them."""
    return tuple(_ALL.values())


def figure(name: str) -> Figure:
    """One by its name; raises ``figure_unknown``."""
    found = _ALL.get(name)
    if found is None:
        raise DomainError("figure_unknown", value=name[:60], known=", ".join(_ALL))
    return found


def choices() -> list[tuple[str, str]]:
    """(name, label) for a form."""
    return [(one.name, str(one.label)) for one in figures()]


def measure(name: str, asked: Asked, kept: Kept | None = None) -> Decimal | None:
    """The value of a figure in its unit; give the same ``kept`` to all of one page or report."""
    return figure(name).measure(asked, {} if kept is None else kept)


def behind(name: str, asked: Asked) -> Behind:
    """The rows of a figure."""
    return figure(name).behind(asked)


def page_of(name: str, asked: Asked) -> str:
    """The address of the page that shows the same figure."""
    return figure(name).page(asked)


def checked(name: str, arguments: Mapping[str, Any], kept: Kept | None = None) -> dict[str, str]:
    """Arguments as they are kept: known names, known values, blanks left out. ``kept`` as in :func:`measure`.

    Raises ``figure_unknown``, ``figure_argument_unknown``, ``figure_argument_missing``, ``figure_argument_wrong``.
    """
    wanted = figure(name)
    known = {one.name: one for one in wanted.arguments}
    for given in arguments:
        if given not in known:
            raise DomainError(
                "figure_argument_unknown",
                figure=str(wanted.label),
                value=str(given)[:60],
                known=_listed(known),
            )
    found: dict[str, str] = {}
    for one in wanted.arguments:
        value = arguments.get(one.name)
        text = "" if value is None else str(value).strip()
        if text:
            found[one.name] = _fitting(wanted, one, text, {} if kept is None else kept)
        elif one.required:
            raise DomainError("figure_argument_missing", figure=str(wanted.label), argument=str(one.label))
    return found


def _allowed(one: Argument, kept: Kept) -> dict[str, str]:
    """Value → label of an argument's choices, read once a sitting."""

    def read() -> dict[str, str]:
        return {str(value): str(label) for value, label in one.choices()}

    found: dict[str, str] = kept_once(kept, ("choices", one.choices), read)
    return found


def _fitting(wanted: Figure, one: Argument, text: str, kept: Kept) -> str:
    if one.kind == "day":
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            pass
        expected = "2021-09-27"
    else:
        allowed = _allowed(one, kept)
        if text in allowed:
            return text
        expected = ", ".join(list(allowed)[:20]) or "–"
    raise DomainError(
        "figure_argument_wrong",
        figure=str(wanted.label),
        argument=str(one.label),
        value=text[:60],
        expected=expected,
    )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names) or "–"


def described(name: str, arguments: Mapping[str, Any], kept: Kept | None = None) -> str:
    """A figure with its arguments in words: "Sản lượng đã giao · Kênh bán: Siêu thị"."""
    wanted = figure(name)
    parts = [str(wanted.label)]
    for one in wanted.arguments:
        value = arguments.get(one.name)
        if value:
            labels = _allowed(one, {} if kept is None else kept) if one.kind == "choice" else {}
            parts.append(f"{one.label}: {labels.get(str(value), value)}")
    return " · ".join(parts)
