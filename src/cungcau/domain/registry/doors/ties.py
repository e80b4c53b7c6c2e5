"""The table of memberships."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from cungcau.domain.registry import policies
from cungcau.domain.registry.doors.reading import Faults, Named, day, placed, text
from cungcau.domain.registry.models import Membership
from cungcau.domain.registry.services import record_memberships
from cungcau.kernel.errors import InputInvalid
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row
from cungcau.platform.ui import clock
from cungcau.reference.search import words

_COLUMNS = (
    Column("member", "Thành viên", required=True, also=("hộ", "mã hộ", "tên hộ", "xã viên", "họ tên")),
    Column("of", "Thuộc", required=True, also=("thuoc", "htx", "hợp tác xã", "tổ hợp tác", "tổ chức", "to_chuc")),
    Column("role", "Vai trò", also=("chức vụ",)),
    Column("valid_from", "Từ ngày", "date", also=("ngày vào",)),
    Column("valid_to", "Đến hết ngày", "date", also=("đến ngày", "ngày ra")),
    Column("source", "Nguồn", also=("nguon",)),
)  # fmt: skip
_ROLES = {
    words(said): role
    for role, many in {
        Membership.Role.MEMBER: "thành viên|xã viên|tổ viên|thành viên chính thức",
        Membership.Role.HEAD: "người đứng đầu|giám đốc|chủ nhiệm|tổ trưởng|chủ tịch|trưởng nhóm",
        Membership.Role.ASSOCIATE: "liên kết|hộ liên kết|thành viên liên kết|hợp đồng",
    }.items()
    for said in many.split("|")
}


def record(rows: Sequence[Row], context: Context) -> Outcome:
    """Write who belongs to whom; both are named by code or by whole name."""
    faults = Faults()
    named = Named(text(row, key) for row in rows for key in ("member", "of"))
    ties = []
    for row in rows:
        both = {key: named.one(text(row, key)) for key in ("member", "of")}
        for key, found in both.items():
            if found is None:
                faults.note(row, key, text(row, key), named.expected(text(row, key)))
        said = text(row, "role")
        role = _ROLES.get(words(said), "" if said else Membership.Role.MEMBER)
        if not role:
            faults.note(row, "role", said, "cần thành viên, người đứng đầu hoặc liên kết")
        first, last = day(row, "valid_from"), day(row, "valid_to")
        if first and last and last < first:
            faults.note(row, "valid_to", last, "không được trước ngày đầu")
        source = (text(row, "source") or context.source)[:300]
        ties.append(
            Membership(**both, role=role, valid_from=first, valid_to=last, source=source)
            if all(both.values())
            else None
        )
    faults.refuse()
    try:
        done = record_memberships(ties=[tie for tie in ties if tie], actor=context.actor, on=clock.today())
    except InputInvalid as error:
        raise placed(error, rows, {}) from error
    return Outcome(done.created, done.changed, done.unchanged)


MEMBERSHIPS = Door(
    kind="registry.memberships",
    title=_("Thành viên tổ hợp tác, HTX, liên hiệp"),
    help=_("Mỗi dòng một thành viên của một tổ chức; cả hai ghi bằng mã hoặc tên đã có."),
    columns=_COLUMNS,
    permission=policies.RECORD,
    record=record,
    done_url="registry:list",
    examples=({"member": "Hộ Nông Thị Đào", "of": "HTX Hồng Tân Mỹ", "role": "thành viên"},),
)
