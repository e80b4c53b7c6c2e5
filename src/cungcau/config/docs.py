"""Writes the reference pages that are generated: settings and states (``make docs``)."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path

import django
from django.apps import apps

from cungcau.config import environment
from cungcau.domain.collection import states as collection
from cungcau.domain.council import states as council
from cungcau.domain.daily import states as daily
from cungcau.domain.demand.states import NEED, NEED_LABELS, OFFER, OFFER_LABELS
from cungcau.domain.logistics import states as logistics
from cungcau.domain.matching.states import LABELS as PLAN_LABELS
from cungcau.domain.matching.states import PLAN
from cungcau.domain.ocop import states as ocop
from cungcau.domain.orders import states as orders
from cungcau.domain.programmes import states as programmes
from cungcau.domain.promotion import states as promotion
from cungcau.domain.recognition import states as recognition
from cungcau.domain.reporting import states as reporting
from cungcau.domain.settlement import states as settlement
from cungcau.domain.supply.states import LABELS as LOT_LABELS
from cungcau.domain.supply.states import LOT
from cungcau.domain.survey.states import LABELS as QUESTION_LABELS
from cungcau.domain.survey.states import QUESTION
from cungcau.kernel.lifecycle import Lifecycle
from cungcau.platform.intake.states import INTAKE
from cungcau.platform.intake.states import LABELS as INTAKE_LABELS
from cungcau.platform.jobs.states import JOB
from cungcau.platform.jobs.states import LABELS as JOB_LABELS
from cungcau.platform.notify import states as outgoing

_STATES: tuple[tuple[str, Lifecycle, Mapping[str, object]], ...] = (
    ("Plan · kế hoạch", PLAN, PLAN_LABELS),
    ("Lot · lô", LOT, LOT_LABELS),
    ("Need · nhu cầu", NEED, NEED_LABELS),
    ("Offer · lời chào", OFFER, OFFER_LABELS),
    ("Order · đơn hàng", orders.ORDER, orders.ORDER_LABELS),
    ("Terms · điều khoản", orders.TERMS, orders.TERMS_LABELS),
    ("Order line · dòng đơn hàng", orders.LINE, orders.LINE_LABELS),
    ("Harvest slip · phiếu hái", orders.SLIP, orders.SLIP_LABELS),
    ("Price flag · cảnh báo ép giá", orders.FLAG, orders.FLAG_LABELS),
    ("Booking · lượt đã đặt", collection.BOOKING, collection.BOOKING_LABELS),
    ("Trip · chuyến xe", logistics.TRIP, logistics.TRIP_LABELS),
    ("Transit paper · giấy đi đường", logistics.PAPER, logistics.PAPER_LABELS),
    ("Route event · sự kiện tuyến", logistics.EVENT, logistics.EVENT_LABELS),
    ("Arrival · hàng tới", logistics.ARRIVAL, logistics.ARRIVAL_LABELS),
    ("Claim · khiếu nại", logistics.CLAIM, logistics.CLAIM_LABELS),
    ("Statement · bảng kê", settlement.STATEMENT, settlement.LABELS),
    ("Transfer file · tệp chuyển khoản", settlement.TRANSFER, settlement.TRANSFER_LABELS),
    ("Daily report · báo cáo ngày", daily.REPORT, daily.LABELS),
    ("OCOP rule book · bộ tiêu chí OCOP", ocop.RULE_BOOK, ocop.RULE_BOOK_LABELS),
    ("OCOP dossier · hồ sơ OCOP", ocop.DOSSIER, ocop.DOSSIER_LABELS),
    ("Item request · yêu cầu bổ sung", ocop.REQUEST, ocop.REQUEST_LABELS),
    ("OCOP certificate · giấy chứng nhận OCOP", ocop.CERTIFICATE, ocop.CERTIFICATE_LABELS),
    ("Council session · phiên hội đồng", council.SESSION, council.SESSION_LABELS),
    ("Council item · sản phẩm trong phiên", council.ITEM, council.ITEM_LABELS),
    ("Score sheet · phiếu chấm", council.SHEET, council.SHEET_LABELS),
    ("Decision · quyết định", council.DECISION, council.DECISION_LABELS),
    ("Inspection · kiểm tra", recognition.INSPECTION, recognition.INSPECTION_LABELS),
    ("Finding · điều kiểm tra thấy", recognition.FINDING, recognition.FINDING_LABELS),
    ("Revocation · thu hồi", recognition.REVOCATION, recognition.REVOCATION_LABELS),
    ("Promotion event · sự kiện xúc tiến", promotion.EVENT, promotion.EVENT_LABELS),
    ("Memorandum · biên bản ghi nhớ", promotion.MEMORANDUM, promotion.MEMORANDUM_LABELS),
    ("Programme plan · kế hoạch, chương trình", programmes.PLAN, programmes.PLAN_LABELS),
    ("Plan task · nhiệm vụ", programmes.TASK, programmes.TASK_LABELS),
    ("Periodic report · báo cáo định kỳ", reporting.REPORT, reporting.LABELS),
    ("Outgoing message · tin gửi đi", outgoing.OUTGOING, outgoing.LABELS),
    ("Question · câu hỏi", QUESTION, QUESTION_LABELS),
    ("Intake · lần nhập bảng", INTAKE, INTAKE_LABELS),
    ("Job · việc nền", JOB, JOB_LABELS),
)


def settings_page() -> str:
    """The settings table as Markdown."""
    rows = [
        f"| `{item.name}` | {f'`{item.default}`' if item.default else '(empty)'} | {item.meaning} |"
        for item in environment.VARIABLES
    ]
    return "\n".join(
        [
            "# Settings",
            "",
            "Everything is read from the environment; an empty variable counts as unset.",
            "This page is written by `make docs`.",
            "",
            "| variable | default | what it does |",
            "|---|---|---|",
            *rows,
            "",
        ]
    )


def states_page() -> str:
    """Every state table as a diagram, with the words people see."""
    parts = [
        "# States",
        "",
        "Each thing with a life moves only as its table says. This page is written by `make docs`.",
        "",
    ]
    for title, table, labels in _STATES:
        parts += [
            f"## {title}",
            "",
            "```mermaid",
            table.mermaid().strip(),
            "```",
            "",
            "| state | shown as |",
            "|---|---|",
        ]
        parts += [f"| `{state}` | {labels[state]} |" for state in table.states]
        parts.append("")
    return "\n".join(parts)


def model_names() -> set[str]:
    """The class names of our own models."""
    return {
        model.__name__
        for model in apps.get_models()
        if model.__module__.startswith("cungcau.") and not model._meta.proxy
    }


def front_end_dependencies() -> set[str]:
    """The npm packages the project names itself."""
    data = json.loads((environment.project_root() / "package.json").read_text(encoding="utf-8"))
    return set(data.get("dependencies", {})) | set(data.get("devDependencies", {}))


def main() -> int:
    """Write the pages."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cungcau.config.settings")
    django.setup()
    folder: Path = environment.project_root() / "docs" / "reference"
    (folder / "settings.md").write_text(settings_page(), encoding="utf-8")
    (folder / "states.md").write_text(states_page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
