"""Making the first accounts from the command line."""

from __future__ import annotations

import pytest
import typer
from people import PASSWORD
from typer.testing import CliRunner

from cungcau.platform.access.commands import user_add
from cungcau.platform.access.models import Grant
from cungcau.platform.accounts.models import User

app = typer.Typer()
app.command()(user_add)


@pytest.mark.usefixtures("db")
def test_an_account_with_its_role() -> None:
    words = ["quan.tri", "Lê Thị Hoa", "--role", "administrator", "--area", "20", "--phone", "0912345678"]
    done = CliRunner().invoke(app, words, input=f"{PASSWORD}\n{PASSWORD}\n")
    assert done.exit_code == 0, done.output
    assert "Đã tạo tài khoản quan.tri: Quản trị hệ thống, địa bàn 20." in done.output
    assert PASSWORD not in done.output
    user = User.objects.get(username="quan.tri")
    assert user.check_password(PASSWORD) and user.phone == "+84912345678"
    assert Grant.objects.get(user=user).role == "administrator"


@pytest.mark.usefixtures("db")
def test_an_unknown_role_makes_no_account() -> None:
    done = CliRunner().invoke(app, ["a.b", "An", "--role", "vua", "--password", PASSWORD])
    assert done.exit_code == 2
    assert "vai trò phải là một trong" in done.output
    assert not User.objects.exists()
