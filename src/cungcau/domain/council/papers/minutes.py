"""The minutes of a session."""

from __future__ import annotations

from django.utils import timezone

from cungcau.domain.council import states
from cungcau.domain.council.models import Item, Post, Session
from cungcau.domain.council.papers.parts import ENTITY, NO, PRODUCT, day_of, demo_note, head, points, stars
from cungcau.domain.council.regulation import Regulation, regulation_of
from cungcau.domain.council.selectors.sessions import Chair, chairs, programme, quorum_of
from cungcau.domain.council.selectors.sheets import sheet_for
from cungcau.platform.documents.paper import Block, Heading, Paper, Paragraph, Signature, Table, TableColumn

_PEOPLE = (
    NO, TableColumn("Họ và tên", "left", 6), TableColumn("Chức danh", "left", 5),
    TableColumn("Cơ quan", "left", 7), TableColumn("Có mặt", "left", 6),
)  # fmt: skip
_RESULTS = (
    NO, PRODUCT, ENTITY, TableColumn("Điểm trung bình", "right", 4), TableColumn("Xếp hạng", "center", 4),
)  # fmt: skip


def minutes(session: Session) -> Paper:
    """What happened, as far as it has: of scorings not closed yet nothing but that they are not."""
    places, items = chairs(session), list(programme(session))
    for item in items:
        item.session = session
    presides = next((one.seat for one in places if one.presides), None)
    body: list[Block] = [
        Heading("I. THỜI GIAN, ĐỊA ĐIỂM, THÀNH PHẦN"),
        Paragraph(_when(session) + demo_note(session)),
        Table(_PEOPLE, tuple(_person(no, one) for no, one in enumerate(places, 1)), "Thành phần"),
        Paragraph(_quorum(session, places)),
        Heading("II. QUY CHẾ LÀM VIỆC"),
        Paragraph(_rules(regulation_of(session), session.council.regulation)),
        Heading("III. KẾT QUẢ ĐÁNH GIÁ"),
        Table(_RESULTS, tuple(map(_result, items)) or (("–",) * len(_RESULTS),), "Kết quả"),
    ]
    for item in items:
        body += _story(item)
    body += [
        Heading("IV. KẾT LUẬN"),
        Paragraph(session.conclusion or "Chưa ghi kết luận."),
        Paragraph(f"Thư ký: {_names(places, Post.SECRETARY)}. Biên bản đã được thông qua tại phiên họp."
                  if session.state == states.CLOSED else "Biên bản này là bản đang ghi, phiên chưa bế mạc."),
    ]  # fmt: skip
    return Paper(
        **head(session, day_of(session)),  # type: ignore[arg-type]
        kind="BIÊN BẢN",
        subject=f"Phiên {session.code} đánh giá, phân hạng sản phẩm OCOP",
        symbol="BB-HĐ",
        body=tuple(body),
        signature=Signature(("CHỦ TRÌ",), presides.user.full_name if presides else ""),
        recipients=("UBND tỉnh", "Thành viên Hội đồng", "Lưu: VT, hồ sơ phiên họp"),
    )


def _when(session: Session) -> str:
    opened = session.opened_at
    start = (
        f"Khai mạc lúc {timezone.localtime(opened):%H giờ %M ngày %d/%m/%Y}" if opened else "Chưa khai mạc"
    )
    end = (
        f", bế mạc lúc {timezone.localtime(session.closed_at):%H giờ %M ngày %d/%m/%Y}"
        if session.closed_at
        else ""
    )
    if session.mode == Session.Mode.WRITTEN:
        return f"{start}{end}. Hình thức: lấy ý kiến bằng văn bản."
    return f"{start}{end}. Địa điểm: {session.place}."


def _person(no: int, one: Chair) -> tuple[str, ...]:
    reason = one.attendance.reason if one.attendance else ""
    there = "Có mặt" if one.present else "Vắng"
    if one.presides:
        there = "Có mặt, chủ trì"
    return (
        str(no), one.seat.user.full_name, one.seat.get_post_display(), one.seat.agency,
        f"{there} ({reason})" if reason else there,
    )  # fmt: skip


def _quorum(session: Session, places: list[Chair]) -> str:
    found = quorum_of(session, places)
    there = f"Có mặt {found.present}/{found.seats} thành viên chấm điểm; quy chế cần {found.needed}."
    return f"{there} Thư ký không chấm điểm."


def _rules(rules: Regulation, paper: str) -> str:
    limit = (
        f"quá {rules.spread_limit} điểm thì thảo luận, chấm lại" if rules.spread_limit else "không giới hạn"
    )
    return (
        f"{f'Theo {paper}. ' if paper else ''}Phải có mặt {rules.quorum_percent} % thành viên chấm điểm; mỗi sản phẩm "
        f"ít nhất {rules.least_members} phiếu; chênh lệch điểm {limit}; tiêu chí tối thiểu xét theo: "
        f"{rules.rule_label.lower()}. Xếp hạng theo điểm trung bình chính xác, không làm tròn qua khung."
    )


def _result(item: Item) -> tuple[str, ...]:
    done = item.state == states.DONE
    return (
        str(item.no), item.dossier.product.name, item.dossier.product.entity.name,
        points(item) if done else "–", stars(item) if done else str(states.ITEM_LABELS[item.state]),
    )  # fmt: skip


def _story(item: Item) -> list[Block]:
    """What is worth telling of one product."""
    said = [
        f"{one.seat.user.full_name} đứng ngoài: {one.reason}."
        for one in item.recusals.select_related("seat__user")
    ]
    if item.closed_attempt:
        said += _closed(item)
    if item.state == states.POSTPONED:
        said.append(f"Hoãn sang phiên khác: {item.note}.")
    if not said:
        return []
    return [Heading(f"{item.no}. {item.dossier.product.name}", 3), *(Paragraph(text) for text in said)]


def _closed(item: Item) -> list[str]:
    sheet = sheet_for(item)
    said = [
        f"Lần chấm {one.attempt} lệch {one.spread} điểm; thảo luận: {one.text} "
        f"{'Chấm lại.' if one.again else 'Giữ nguyên điểm.'}"
        for one in item.discussions.order_by("attempt")
    ]
    agreed = [
        f"{one.criterion} {sheet.criterion(one.criterion).name}: {one.points} điểm"
        + (f" ({one.reason})" if one.reason else "")
        for one in item.agreed.all()
    ]
    if agreed:
        said.append("Mức Hội đồng thống nhất của tiêu chí tối thiểu: " + "; ".join(agreed) + ".")
    said += [f"Căn cứ loại: {sheet.grounds[one.code].label}. {one.reason}." for one in item.rejections.all()]
    said += [
        f"Kết quả trước ({stars_of(one.star)}) được mở lại lúc {timezone.localtime(one.reopened_at):%H:%M %d/%m/%Y}: "
        f"{one.reason}."
        for one in item.earlier.all()
    ]
    missed = item.result.get("missed", [])
    if item.state == states.DONE and missed:
        codes = ", ".join(
            f"{one['criterion']} (cần {one['need']} để đạt {one['star']} sao)" for one in missed
        )
        said.append(f"Chưa đạt mức tối thiểu: {codes}.")
    return said


def stars_of(star: int | None) -> str:
    """A star in words."""
    return f"{star} sao" if star else "không xếp sao"


def _names(places: list[Chair], post: str) -> str:
    return ", ".join(one.seat.user.full_name for one in places if one.seat.post == post) or "……"
