from __future__ import annotations

import gettext
from pathlib import Path

import pytest

from cungcau.platform.ui import build_messages
from cungcau.platform.ui.used_texts import Text, in_python, in_template, texts_used

PYTHON = """
from django.utils.translation import gettext as _, gettext_lazy, ngettext, pgettext
a = _("Lưu"), gettext_lazy("Bỏ"), ngettext("%(n)s lô", "%(n)s các lô", 3), pgettext("thị trường", "Mở")
_(variable), _(f"{x}"), other("Không phải")
"""
TEMPLATE = """{% load i18n %}
{% translate "Trang chủ" %} {% translate 'Có "dấu" nháy' as x %} {% trans "Mở" context "thị trường" %}
{% blocktranslate with n=rows|length %}Còn {{ n }} lô{% endblocktranslate %}
{% blocktranslate count n=n %}{{ n }} hộ{% plural %}{{ n }} các hộ{% endblocktranslate %}
{% stat_card _("Chào bán") value %} {{ _("Đến") }}
{% comment %}{% translate "Bỏ qua" %}{% endcomment %}{# _("Cũng bỏ qua") #}
"""


def keys(texts: object) -> set[tuple[object, str | None]]:
    return {(text.key, text.context) for text in texts}  # type: ignore[attr-defined]


def test_texts_of_python() -> None:
    assert keys(in_python(PYTHON, "a.py")) == {
        ("Lưu", None),
        ("Bỏ", None),
        (("%(n)s lô", "%(n)s các lô"), None),
        ("Mở", "thị trường"),
    }


def test_texts_of_templates() -> None:
    assert keys(in_template(TEMPLATE, "a.html")) == {
        ("Trang chủ", None),
        ('Có "dấu" nháy', None),
        ("Mở", "thị trường"),
        ("Còn %(n)s lô", None),
        (("%(n)s hộ", "%(n)s các hộ"), None),
        ("Chào bán", None),
        ("Đến", None),
    }


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "src/app/templates").mkdir(parents=True)
    (tmp_path / "src/app/views.py").write_text(
        '_("Lưu")\nngettext("%(n)s lô", "%(n)s lô", n)\n', encoding="utf-8"
    )
    (tmp_path / "src/app/templates/a.html").write_text(
        '{% load i18n %}{% translate "Bỏ" %}', encoding="utf-8"
    )
    return tmp_path


def run(source: Path, *more: str) -> int:
    paths = ("--source", source / "src", "--catalogue", source / "en.po", "--out", source / "out")
    return build_messages.main([*map(str, paths), *more])


def fill(source: Path) -> None:
    po = source / "en.po"
    text = po.read_text(encoding="utf-8")
    text = text.replace('msgid "Bỏ"\nmsgstr ""', 'msgid "Bỏ"\nmsgstr "Discard"')
    text = text.replace('msgid "Lưu"\nmsgstr ""', 'msgid "Lưu"\nmsgstr "Save"')
    text = text.replace('msgstr[0] ""\nmsgstr[1] ""', 'msgstr[0] "%(n)s lot"\nmsgstr[1] "%(n)s lots"')
    po.write_text(text, encoding="utf-8")


def test_a_text_without_english_fails_the_build_and_is_named(
    source: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(source, "--update") == 1
    said = capsys.readouterr().err
    assert "app/views.py:1: chưa có tiếng Anh: 'Lưu'" in said
    assert "app/templates/a.html:1" in said


def test_what_is_translated_is_compiled(source: Path) -> None:
    run(source, "--update")
    fill(source)
    assert run(source) == 0
    with (source / "out/en/LC_MESSAGES/django.mo").open("rb") as file:
        english = gettext.GNUTranslations(file)
    assert english.gettext("Lưu") == "Save"
    assert [english.ngettext("%(n)s lô", "%(n)s lô", n) for n in (1, 2)] == ["%(n)s lot", "%(n)s lots"]


def test_update_keeps_english_drops_the_unused_and_is_stable(source: Path) -> None:
    run(source, "--update")
    fill(source)
    (source / "src/app/templates/a.html").write_text("{% load i18n %}{% translate 'Mới' %}", encoding="utf-8")
    run(source, "--update")
    once = (source / "en.po").read_text(encoding="utf-8")
    assert 'msgstr "Save"' in once and "Discard" not in once and 'msgid "Mới"' in once
    run(source, "--update")
    assert (source / "en.po").read_text(encoding="utf-8") == once


def test_english_with_a_strange_blank_is_refused(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(source, "--update")
    fill(source)
    po = source / "en.po"
    po.write_text(po.read_text(encoding="utf-8").replace("%(n)s lots", "%(count)s lots"), encoding="utf-8")
    capsys.readouterr()
    assert run(source) == 1
    assert "chỗ trống lạ" in capsys.readouterr().err


def test_every_text_of_the_front_has_its_english() -> None:
    catalog = build_messages.read(build_messages.CATALOGUE)
    ours: list[Text] = [
        text for text in texts_used(build_messages.SOURCE) if text.where.startswith("platform/ui/")
    ]
    assert len(ours) > 100
    assert build_messages.faults(catalog, ours) == []
