"""Roles as data: a code, what people call it, and the permissions the apps have given it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field


class UnknownRole(LookupError):
    """A role code outside the table: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Role:
    """One kind of work people do here; ``holds_all`` marks the one that may do everything."""

    code: str
    label_vi: str
    holds_all: bool = False
    permissions: set[str] = field(default_factory=set)


ADMINISTRATOR = "administrator"
COORDINATOR = "coordinator"
COMMUNE_OFFICER = "commune_officer"
REPRESENTATIVE = "representative"
BUYER = "buyer"
KEEPER = "keeper"
CARRIER = "carrier"
OCOP_OFFICE = "ocop_office"
ADVISER = "adviser"
COUNCILLOR = "councillor"
VIEWER = "viewer"

_ROLES = {
    role.code: role
    for role in (
        Role(ADMINISTRATOR, "Quản trị hệ thống", holds_all=True),
        Role(COORDINATOR, "Điều phối viên (tổ công tác)"),
        Role(COMMUNE_OFFICER, "Cán bộ xã"),
        Role(REPRESENTATIVE, "Đại diện hợp tác xã, tổ hợp tác, nhóm hộ"),
        Role(BUYER, "Người mua"),
        Role(KEEPER, "Người phụ trách điểm tập kết"),
        Role(CARRIER, "Đơn vị vận tải"),
        Role(OCOP_OFFICE, "Văn phòng OCOP tỉnh"),
        Role(ADVISER, "Tổ tư vấn OCOP"),
        Role(COUNCILLOR, "Thành viên hội đồng OCOP"),
        Role(VIEWER, "Người xem"),
    )
}


def role(code: str) -> Role:
    """The role with this code; raises :class:`UnknownRole`."""
    if code not in _ROLES:
        raise UnknownRole(code)
    return _ROLES[code]


def every() -> tuple[Role, ...]:
    """All roles, from the widest to the narrowest."""
    return tuple(_ROLES.values())


def give(codes: Iterable[str], permission: str) -> None:
    """Let these roles hold a permission."""
    for code in codes:
        role(code).permissions.add(permission)


def holding(permission: str) -> frozenset[str]:
    """Codes of the roles that hold a permission."""
    return frozenset(r.code for r in _ROLES.values() if r.holds_all or permission in r.permissions)
