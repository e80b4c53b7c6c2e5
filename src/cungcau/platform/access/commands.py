"""``cungcau user …``: making the first accounts of an installation from its own machine."""

from __future__ import annotations

from typing import Annotated

import typer
from django.db import transaction

from cungcau.platform.access import roles
from cungcau.platform.access.services import grant_role
from cungcau.platform.accounts.services import create_user

_ROLE_HELP = " | ".join(role.code for role in roles.every())


@transaction.atomic
def user_add(
    username: Annotated[str, typer.Argument(help="Tên đăng nhập: chữ thường không dấu, số, . - _")],
    full_name: Annotated[str, typer.Argument(help="Họ và tên")],
    password: Annotated[str, typer.Option(prompt="Mật khẩu", confirmation_prompt=True, hide_input=True)],
    role: Annotated[str, typer.Option(help=_ROLE_HELP)] = roles.VIEWER,
    area: Annotated[str, typer.Option(help="Mã địa bàn (20, 20.06172); bỏ trống: mọi nơi")] = "",
    phone: Annotated[str, typer.Option(help="Số điện thoại")] = "",
    email: Annotated[str, typer.Option(help="Thư điện tử")] = "",
) -> None:
    """Tạo tài khoản và giao vai trò."""
    if role not in {known.code for known in roles.every()}:
        raise typer.BadParameter(f"vai trò phải là một trong: {_ROLE_HELP}", param_hint="--role")
    user = create_user(username=username, full_name=full_name, password=password, phone=phone, email=email)
    grant_role(user=user, role=role, area_code=area, actor=None)
    typer.echo(f"Đã tạo tài khoản {user.username}: {roles.role(role).label_vi}, địa bàn {area or 'mọi nơi'}.")
