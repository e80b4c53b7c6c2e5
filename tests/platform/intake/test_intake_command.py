"""Bringing a table in from the machine itself."""

from __future__ import annotations

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from goods_door import codes, table

from cungcau.platform.accounts.models import User

pytestmark = pytest.mark.django_db


def run(*words: str) -> tuple[int, str, str]:
    out, err = StringIO(), StringIO()
    try:
        call_command("intake", *words, stdout=out, stderr=err)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue(), err.getvalue()
    return 0, out.getvalue(), err.getvalue()


def test_faults_one_a_line_and_exit_code_two(officer: User, tmp_path: Path) -> None:
    file = tmp_path / "hàng.csv"
    file.write_bytes(table("n1,Hồng,1,,", "n2,Na,ít,,", "n3,Hồi,1,Loại 9,"))
    words = ["test.goods", str(file), "--option", "season=2021", "--as", officer.username]
    code, out, err = run(*words)
    assert (code, codes(), "chưa ghi gì" in out) == (2, set(), True)
    assert [line.split(" = ")[0] for line in err.splitlines()] == [
        "hàng.csv:3: Sản lượng (tấn)", "hàng.csv:4: Loại", "Không đọc: Ghi chú",
    ]  # fmt: skip
    assert run(*words, "--keep-good")[0] == 0
    assert codes() == {"n1"}


@pytest.mark.parametrize("words", [["--as", "khong.co"], ["--option", "season", "--as", "dieu.phoi"]])
def test_odd_words_are_refused(officer: User, tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "a.csv"
    file.write_bytes(table("n1,Hồng,1,,"))
    with pytest.raises(CommandError):
        run("test.goods", str(file), *words)
    with pytest.raises(CommandError, match="Không có tệp"):
        run("test.goods", str(tmp_path / "b.csv"), "--as", officer.username)
