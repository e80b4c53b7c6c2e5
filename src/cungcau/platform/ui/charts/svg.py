"""The few words all charts are drawn with: elements, coordinates, ticks, hatching."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable

from django.utils.html import conditional_escape, format_html_join
from django.utils.safestring import SafeString, mark_safe


def el(name: str, *children: str, **attributes: str | float | None) -> SafeString:
    """One SVG element; text and attribute values are escaped, ``None`` attributes left out.

    ``class_`` stands for ``class``; other underscores become hyphens (``text_anchor`` → ``text-anchor``).
    """
    pairs = (
        (
            "class" if key == "class_" else key.replace("_", "-"),
            num(value) if isinstance(value, int | float) else value,
        )
        for key, value in attributes.items()
        if value is not None
    )
    written = format_html_join("", ' {}="{}"', pairs)
    inner = join(children)
    # The name is written in this package, never taken from data; everything else is escaped above.
    return mark_safe(f"<{name}{written}>{inner}</{name}>" if inner else f"<{name}{written}/>")  # noqa: S308


def join(parts: Iterable[str]) -> SafeString:
    """The parts one after another, each escaped unless it is already safe."""
    return mark_safe("".join(conditional_escape(part) for part in parts))  # noqa: S308 — escaped just here


def num(value: float) -> str:
    """A coordinate with at most two decimals and a point, whatever the language."""
    return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))


def pct(value: float) -> str:
    """A coordinate in percent of the drawing's width (``value`` 0 to 100)."""
    return f"{num(value)}%"


def amount(value: float, where: str) -> float:
    """``value`` when it can be drawn as a quantity; ValueError naming ``where`` otherwise."""
    if not math.isfinite(value) or value < 0:
        raise ValueError(f"{where} = {value!r}: phải là số không âm")
    return value


def nice_ticks(top: float, wanted: int = 4) -> list[float]:
    """About ``wanted`` round steps (1, 2, 2.5 or 5 times a power of ten) from 0 to at least ``top``."""
    if top <= 0:
        return [0.0, 1.0]
    rough = top / wanted
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= rough * (1 - 1e-9))
    return [step * i for i in range(math.ceil(top / step - 1e-9) + 1)]


def hatch(ident: str) -> SafeString:
    """A fill of slanted lines under the id ``ident``: tells a bar apart without colour."""
    lines = el("line", class_="c-hatch", x1=0, y1=0, x2=0, y2=6)
    back = el("rect", class_="c-hatch-back", width=7, height=7)
    pattern = el(
        "pattern",
        back,
        lines,
        id=ident,
        width=6,
        height=6,
        patternUnits="userSpaceOnUse",
        patternTransform="rotate(45)",
    )
    return el("defs", pattern)


def ident_of(*parts: str) -> str:
    """A short id made from the content, so that the same chart always has the same one."""
    return "c" + hashlib.sha256("\0".join(parts).encode()).hexdigest()[:10]
