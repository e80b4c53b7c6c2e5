"""Tables of transit papers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from cungcau.domain.logistics import plates, policies, states
from cungcau.domain.logistics.models import TransitPaper
from cungcau.domain.logistics.road_doors.cells import (
    Cells,
    SeasonOptions,
    day,
    lines_of,
    place,
    season_in,
    text,
    whole,
)
from cungcau.domain.logistics.services import papers
from cungcau.domain.logistics.services.paper_parts import PLACES, PROOFS
from cungcau.kernel.errors import DomainError, Fault
from cungcau.platform.accounts.models import User
from cungcau.platform.accounts.phones import normalise
from cungcau.platform.exchange.columns import Column
from cungcau.platform.intake.doors import Context, Door, Outcome, Row, open_door
from cungcau.reference.catalogue.models import Season


def record_papers(rows: Sequence[Row], context: Context) -> Outcome:
    """Write all papers of a table as drafts, or none.

    A paper of the same carrier, plate and days is the same paper: a draft is brought up to date with what the row says
    (an empty cell says nothing), one that was handed in or signed stays and is named.
    """
    cells, season = Cells(context), season_in(context)
    read = [(row, _paper_facts(row, cells)) for row in rows]
    cells.stop()
    done = {"created": 0, "changed": 0, "unchanged": 0}
    notes: list[Fault] = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"papers {season.code}"])
    for row, facts in read:
        try:
            there = _same(season, facts)
            if there is not None and there.state not in papers.EDITABLE:
                told = f"giấy {there.code} đã nộp hoặc đã duyệt nên giữ nguyên"
                notes.append(Fault(row.sheet, row.line, "plate", there.plate, told))
            done[_write(season, facts, there, context.actor)] += 1
        except DomainError as refused:
            place(cells, row, refused)
    cells.stop()
    return Outcome(**done, notes=tuple(notes))


def _write(season: Season, facts: Mapping[str, Any], there: TransitPaper | None, actor: User) -> str:
    """What became of a row: created, changed or unchanged."""
    if there is None:
        papers.enter_paper(season=season, facts=_in_full(facts), actor=actor)
        return "created"
    if there.state not in papers.EDITABLE:
        return "unchanged"
    said = {name: value for name, value in facts.items() if value not in ("", None)}
    if "driver_phone" in said:
        said["driver_phone"] = normalise(said["driver_phone"])
    now = _now(there, said)
    if said == now:
        return "unchanged"
    papers.change_paper(paper=there, version=there.version, seen=now, mine=said, actor=actor)
    return "changed"


def _same(season: Season, facts: Mapping[str, Any]) -> TransitPaper | None:
    """The paper there is of a carrier's vehicle for these days, one given up aside."""
    rows = TransitPaper.objects.filter(
        season=season, carrier=facts["carrier_id"], plate=facts["plate"],
        leaves_on=facts["leaves_on"], back_on=facts["back_on"],
    )  # fmt: skip
    return rows.exclude(state=states.CANCELLED).order_by("-pk").first()


def _paper_facts(row: Row, cells: Cells) -> dict[str, Any]:
    leaves = day(row, "leaves_on")
    back = day(row, "back_on") or leaves
    facts: dict[str, Any] = {
        "carrier_id": cells.carrier(row), "plate": plates.kept(text(row, "plate")),
        "trailer_plate": plates.kept(text(row, "trailer_plate")),
        "capacity_kg": whole(row, "capacity_kg"), "load_kg": whole(row, "load_kg"), "goods": text(row, "goods")[:300],
        "route_text": text(row, "route_text")[:600], "leaves_on": leaves, "back_on": back,
        "valid_from": day(row, "valid_from"), "valid_to": day(row, "valid_to"),
        "wants_return": cells.yes(row, "wants_return"), "driver_name": text(row, "driver_name")[:120],
        "driver_phone": text(row, "driver_phone") or None,
    }  # fmt: skip
    for name in PLACES:
        facts[name] = lines_of(text(row, name))
    for name in PROOFS:
        facts[f"{name}_no"], facts[f"{name}_to"] = text(row, f"{name}_no")[:60], day(row, f"{name}_to")
    return facts


def _in_full(facts: Mapping[str, Any]) -> dict[str, Any]:
    """A new paper: valid for the days of the journey, and for the way back, unless the row says otherwise."""
    return {
        **facts,
        "valid_from": facts["valid_from"] or facts["leaves_on"],
        "valid_to": facts["valid_to"] or facts["back_on"],
        "wants_return": facts["wants_return"] is not False,
    }


def _now(paper: TransitPaper, facts: Mapping[str, Any]) -> dict[str, Any]:
    """What a paper says now of the things a table says."""
    proofs = {one.kind: one for one in paper.proofs.all()}
    found = {}
    for name in facts:
        kind, _dash, part = name.rpartition("_")
        if kind in PROOFS and part in ("no", "to"):
            proof = proofs.get(kind)
            found[name] = (
                (proof.number if part == "no" else proof.valid_to)
                if proof
                else ("" if part == "no" else None)
            )
        else:
            found[name] = getattr(paper, name)
    return found


_PROOF_COLUMNS = tuple(
    column
    for kind, name in (
        ("licence", "giấy phép lái xe"), ("inspection", "đăng kiểm"), ("badge", "phù hiệu"),
        ("insurance", "bảo hiểm"), ("test", "xét nghiệm"),
    )
    for column in (
        Column(f"{kind}_no", f"Số {name}"), Column(f"{kind}_to", f"Hạn {name}", "date", also=(f"{name} đến hết ngày",)),
    )
)  # fmt: skip
PAPERS = open_door(
    Door(
        "logistics.papers",
        _("Giấy đi đường"),
        _(
            "Mỗi dòng một xe, thành bản soạn để kiểm tra rồi nộp; cùng đơn vị, biển số và ngày là cùng một giấy."
            " Nhiều nơi trong một ô cách nhau bằng dấu chấm phẩy."
        ),
        (
            Column("carrier", "Đơn vị vận tải", required=True, also=("Nhà xe", "Chủ xe", "Mã đơn vị")),
            Column("plate", "Biển số", required=True, also=("Biển số xe", "Biển kiểm soát")),
            Column("trailer_plate", "Biển số rơ moóc"),
            Column("capacity_kg", "Xe chở được (kg)", "kg", also=("Tải trọng",)),
            Column("load_kg", "Khối lượng hàng (kg)", "kg", also=("Khối lượng",)),
            Column("goods", "Hàng hoá", also=("Hàng",)),
            Column("pick_ups", "Nơi nhận hàng"), Column("drops", "Nơi giao hàng"), Column("returns", "Chiều về"),
            Column("wants_return", "Đi cả chiều về"), Column("route_text", "Lộ trình"),
            Column("leaves_on", "Ngày đi", "date", required=True), Column("back_on", "Ngày về", "date"),
            Column("valid_from", "Hiệu lực từ ngày", "date"), Column("valid_to", "Hiệu lực đến hết ngày", "date"),
            Column("driver_name", "Lái xe", also=("Họ tên lái xe",)), Column("driver_phone", "Điện thoại lái xe"),
            *_PROOF_COLUMNS,
        ),
        policies.BRING_PAPERS, record_papers, options=SeasonOptions, done_url="logistics:papers",
        examples=(
            {"carrier": "Vận tải Na Sầm", "plate": "12C-123.45", "load_kg": 5000, "goods": "Hồng vành khuyên",
             "pick_ups": "Điểm Tân Mỹ 1", "drops": "Chợ đầu mối Hà Nội", "leaves_on": date(2021, 9, 28)},
        ),
    )
)  # fmt: skip
