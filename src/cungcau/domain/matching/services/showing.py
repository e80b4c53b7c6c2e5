"""What a site on show holds beside its season: made-up forecasts, real tables of figures, people for each role."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from django.db import transaction

from cungcau.domain.forecast.services.demo import load_demo_forecasts
from cungcau.domain.registry.selectors import by_code
from cungcau.domain.registry.services import Days, add_agent
from cungcau.platform.access import roles
from cungcau.platform.access import services as access
from cungcau.platform.accounts import selectors as accounts
from cungcau.platform.accounts import services as people
from cungcau.platform.accounts.models import User
from cungcau.platform.intake.models import Intake
from cungcau.platform.intake.services import bring_in
from cungcau.reference.catalogue.models import Season

SHOWN = "minh hoạ"
SINCE = date(2021, 1, 1)
ACCOUNTS = (
    ("dieuphoi", "Điều phối viên (minh hoạ)", roles.COORDINATOR, "20", ""),
    ("canboxa", "Cán bộ xã (minh hoạ)", roles.COMMUNE_OFFICER, "20", ""),
    ("daidien", "Đại diện hợp tác xã (minh hoạ)", roles.REPRESENTATIVE, "20.06124", "HV-DD01"),
    ("nguoimua", "Người mua (minh hoạ)", roles.BUYER, "20", "cua-hang-tien-loi-lang-son"),
    ("diemcan", "Người giữ điểm cân (minh hoạ)", roles.KEEPER, "20.06124", ""),
    ("vanphong", "Văn phòng OCOP tỉnh (minh hoạ)", roles.OCOP_OFFICE, "20", ""),
    ("tuvan", "Tổ tư vấn OCOP (minh hoạ)", roles.ADVISER, "20", ""),
    ("chutich", "Chủ tịch hội đồng OCOP (minh hoạ)", roles.COUNCILLOR, "20", ""),
    ("hoidong", "Thành viên hội đồng OCOP (minh hoạ)", roles.COUNCILLOR, "20", ""),
    ("hoidong2", "Thành viên hội đồng OCOP 2 (minh hoạ)", roles.COUNCILLOR, "20", ""),
    ("hoidong3", "Thành viên hội đồng OCOP 3 (minh hoạ)", roles.COUNCILLOR, "20", ""),
    ("chuthe", "Chủ thể OCOP (minh hoạ)", roles.REPRESENTATIVE, "20.06124", "OCOP-MH01"),
    ("xem", "Người xem (minh hoạ)", roles.VIEWER, "20", ""),
    ("quantri", "Quản trị (minh hoạ)", roles.ADMINISTRATOR, "", ""),
)
"""Username, name, role, area, and the organisation the person acts for."""

_TABLES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("08", "survey.figures", {}),
    ("05", "survey.outputs", {}),
    ("06", "registry.organisations", {"province": "91"}),
    ("18", "catalogue.shelf_lives", {"unknown": "keep"}),
)


@transaction.atomic
def make_account(*, username: str, password: str) -> bool:
    """Make one of :data:`ACCOUNTS` unless it is there; returns whether it was made."""
    _, full_name, role, area, organisation = next(row for row in ACCOUNTS if row[0] == username)
    if accounts.find(username) is not None:
        return False
    person = people.create_user(username=username, full_name=full_name, password=password, is_demo=True)
    access.grant_role(user=person, role=role, area_code=area, actor=None, valid_from=SINCE, note=SHOWN)
    acted_for = by_code([organisation]).get(organisation) if organisation else None
    if acted_for is not None:
        add_agent(
            user=person, organisation=acted_for, days=Days(SINCE), source=SHOWN, actor=None, is_demo=True
        )
    return True


def fill(*, season: Season, tables: Path, actor: User) -> None:
    """Give the season its made-up forecasts, and bring in the tables of figures that came with the product.

    What is there already is left alone, so that a second call is quick.
    """
    load_demo_forecasts(season=season)
    for kind, file, options in _to_bring(tables):
        bring_in(kind, file, "", options, "bảng nguồn kèm theo", actor=actor)


def _to_bring(tables: Path) -> Iterator[tuple[str, Path, dict[str, str]]]:
    for number, kind, options in _TABLES:
        file = next(tables.glob(f"{number}_*.csv"), None)
        if file is not None and not Intake.objects.filter(door=kind, file_name=file.name).exists():
            yield kind, file, options
