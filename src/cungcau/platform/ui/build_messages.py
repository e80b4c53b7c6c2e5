"""Build the English catalogue: every text the product uses must have its English, then it is compiled.

The product is written in Vietnamese, so a text is its own key (msgid); ``locale/en`` holds the English.
Run as ``python -m cungcau.platform.ui.build_messages``; ``--update`` first writes new texts into the
catalogue with nothing beside them, and drops those no longer used. Needs no database and no gettext tools.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from cungcau.platform.ui.used_texts import Text, texts_used

SOURCE = Path(__file__).resolve().parents[2]
CATALOGUE = SOURCE / "locale/en/LC_MESSAGES/django.po"
_BLANK = re.compile(r"%\((\w+)\)[sd]|\{(\w+)\}")
_HEADER = """\
# The English of Cung Cầu. The keys are the Vietnamese texts of the product.
msgid ""
msgstr ""
"Language: en\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""


def read(path: Path) -> Catalog:
    """The catalogue at ``path``, an empty one when there is none yet."""
    if not path.exists():
        return Catalog(locale="en", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale="en")


def update(path: Path, texts: list[Text]) -> None:
    """Write the catalogue anew: kept English for texts still used, nothing for new ones, no others."""
    old, new = read(path), Catalog(locale="en", fuzzy=False)
    for text in texts:
        known = old.get(text.single, text.context)
        if isinstance(text.key, tuple):
            new.add(
                text.key, known.string if known and known.pluralizable else ("", ""), context=text.context
            )
        else:
            new.add(text.key, known.string if known and not known.pluralizable else "", context=text.context)
    path.parent.mkdir(parents=True, exist_ok=True)
    body = io.BytesIO()
    write_po(body, new, width=110, sort_output=True, no_location=True, omit_header=True)
    path.write_bytes(_HEADER.encode() + body.getvalue())


def faults(catalog: Catalog, texts: list[Text]) -> list[str]:
    """What is wrong, one line each: a text without English, or English whose blanks differ."""
    found = []
    for text in texts:
        message = catalog.get(text.single, text.context)
        english = _strings(message)
        if message is None or not english or not all(english) or message.fuzzy:
            found.append(f"{text.where}: chưa có tiếng Anh: {text.single!r}")
        elif any(_blanks(each) - _blanks(text.single, text.plural) for each in english):
            found.append(f"{text.where}: bản tiếng Anh có chỗ trống lạ: {text.single!r}")
    return found


def compile_to(catalog: Catalog, folder: Path) -> Path:
    """Write ``en/LC_MESSAGES/django.mo`` under ``folder``; a half-written file is never left in its place."""
    target = folder / "en/LC_MESSAGES/django.mo"
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_suffix(".mo.new")
    with fresh.open("wb") as file:
        write_mo(file, catalog)
    fresh.replace(target)
    return target


def _strings(message: Message | None) -> tuple[str, ...]:
    if message is None:
        return ()
    english = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return tuple(each or "" for each in english)


def _blanks(*texts: str) -> set[str]:
    return {name for text in texts for match in _BLANK.finditer(text) for name in match.groups() if name}


def main(arguments: list[str] | None = None) -> int:
    """Command line: 0 when every text has its English and all is compiled, else 1 with the faults."""
    parser = argparse.ArgumentParser(prog="build_messages", description="Dịch danh mục tiếng Anh ra .mo.")
    default_out = Path(os.environ.get("CUNGCAU_VAR", "").strip() or SOURCE.parents[1] / "var") / "locale"
    parser.add_argument("--source", type=Path, default=SOURCE, help="thư mục mã nguồn")
    parser.add_argument("--catalogue", type=Path, default=CATALOGUE, help="tệp django.po")
    parser.add_argument("--out", type=Path, default=default_out, help="thư mục kết quả (mặc định var/locale)")
    parser.add_argument(
        "--update", action="store_true", help="ghi các câu mới vào danh mục, bỏ câu không dùng"
    )
    chosen = parser.parse_args(arguments)
    texts = texts_used(chosen.source)
    if chosen.update:
        update(chosen.catalogue, texts)
    catalog = read(chosen.catalogue)
    compile_to(catalog, chosen.out)
    wrong = faults(catalog, texts)
    sys.stderr.writelines(f"{line}\n" for line in wrong)
    if wrong:
        sys.stderr.write(f"{len(wrong)} câu cần sửa trong {chosen.catalogue}\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
