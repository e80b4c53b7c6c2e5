"""The palette holds WCAG AA in both modes, and nothing in our markup needs an inline style or script."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import cungcau.platform.ui as ui

UI = Path(ui.__file__).parent
_MODES = (UI / "theme/_modes.scss").read_text(encoding="utf-8")
_SPLIT = _MODES.index('[data-bs-theme="dark"] {')


def palette(text: str) -> dict[str, str]:
    return dict(re.findall(r"--cc-([\w-]+): (#[0-9a-f]{6});", text))


PALETTES = {"light": palette(_MODES[:_SPLIT]), "dark": palette(_MODES[_SPLIT:])}
TONES = ("leaf", "persimmon", "gold", "brick", "water")
TEXT_PAIRS = [
    *((text, ground) for text in ("ink", "muted", *TONES) for ground in ("paper", "surface", "well")),
    *((tone, f"{tone}-soft") for tone in TONES),
    *(("ink", f"{tone}-soft") for tone in TONES),
    *((f"on-{name}", name) for name in ("leaf", "persimmon", "brick")),
    *((f"on-{name}", f"{name}-strong") for name in ("leaf", "persimmon", "brick")),
    *((f"heat-ink-{i}", f"heat-{i}") for i in range(5)),
    ("leaf-strong", "leaf-soft"),
    ("top-ink", "top"),
    ("top-ink", "top-well"),
]
SHAPE_PAIRS = [
    ("edge", "paper"),
    ("edge", "surface"),
    ("focus", "paper"),
    ("focus", "surface"),
    ("top-focus", "top"),
]


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_both_modes_name_the_same_colours() -> None:
    assert PALETTES["light"].keys() == PALETTES["dark"].keys()
    assert contrast("#ffffff", "#000000") == pytest.approx(21)


@pytest.mark.parametrize("mode", PALETTES)
def test_text_can_be_read(mode: str) -> None:
    colours = PALETTES[mode]
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in TEXT_PAIRS}
    assert {pair: round(found, 2) for pair, found in weak.items() if found < 4.5} == {}


@pytest.mark.parametrize("mode", PALETTES)
def test_edges_and_focus_can_be_seen(mode: str) -> None:
    colours = PALETTES[mode]
    weak = {pair: contrast(colours[pair[0]], colours[pair[1]]) for pair in SHAPE_PAIRS}
    assert {pair: round(found, 2) for pair, found in weak.items() if found < 3} == {}


@pytest.mark.parametrize("path", sorted((UI / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_templates_need_no_inline_style_or_script(path: Path) -> None:
    html = path.read_text(encoding="utf-8")
    assert not re.search(r"<[^>]*\s(style|on[a-z]+)=", html)
    assert not re.search(r"<style|<script(?![^>]*\bsrc=)", html)


def test_every_icon_asked_for_exists() -> None:
    drawn = set(
        re.findall(r'<symbol id="([\w-]+)"', (UI / "static/ui/icons.svg").read_text(encoding="utf-8"))
    )
    asked = {
        name
        for path in UI.parents[1].rglob("templates/**/*.html")
        for name in re.findall(r'{% icon "([\w-]+)"', path.read_text(encoding="utf-8"))
        + re.findall(r'\sicon="([\w-]+)"', path.read_text(encoding="utf-8"))
    }
    assert asked
    assert asked - drawn == set()
