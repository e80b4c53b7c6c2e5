"""A made-up council: one session that has decided, one that is ready to be scored."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from cungcau.domain.council.models import Council, Item, Post, Session
from cungcau.domain.council.selectors.decisions import Purpose, candidates
from cungcau.domain.council.selectors.sheets import sheet_for
from cungcau.domain.council.services import (
    agenda,
    attendance,
    closing,
    councils,
    decisions,
    items,
    results,
    scores,
    sessions,
)
from cungcau.domain.council.services.scores import Tap
from cungcau.domain.ocop.models import Dossier
from cungcau.domain.recognition.services.demo.entities import SHOWN
from cungcau.domain.recognition.services.demo.files import levels
from cungcau.platform.accounts.models import User
from cungcau.platform.ui import clock

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class People:
    """Who sits on the made-up council."""

    chair: User
    members: tuple[User, ...]
    secretary: User

    @property
    def judges(self) -> tuple[User, ...]:
        """Everybody who scores."""
        return (self.chair, *self.members)


def set_up(people: People, *, first: date) -> Council:
    """The council and its seats."""
    facts = {
        "name": "Hội đồng đánh giá, phân hạng OCOP tỉnh Lạng Sơn (minh hoạ)",
        "decision_no": "01/QĐ-MINHHOA",
        "decided_on": first,
        "valid_from": first,
        "valid_to": None,
        "quorum_percent": 75,
        "chair_must_attend": True,
        "least_members": 3,
        "spread_limit": 10,
        "minimum_rule": "agreed",
        "shown_decimals": 2,
        "regulation": f"Quy chế {SHOWN}",
        "source": SHOWN,
    }
    council = councils.set_up(area="20", facts=facts, actor=None, is_demo=True)
    agencies = ("Sở Công Thương", "Sở Y tế", "Sở Khoa học và Công nghệ")
    seats = [
        (people.chair, Post.CHAIR, "UBND tỉnh"),
        *((user, Post.MEMBER, agency) for user, agency in zip(people.members, agencies, strict=False)),
        (people.secretary, Post.SECRETARY, "Văn phòng OCOP tỉnh"),
    ]
    for user, post, agency in seats:
        councils.give_seat(
            council=council, user=user, post=post, agency=f"{agency} ({SHOWN})", valid_from=first, actor=None
        )
    return council


def convene(council: Council, dossiers: Sequence[Dossier], *, held_on: date) -> Session:
    """A planned session with these products on it."""
    session = sessions.plan(
        council=council,
        wanted=sessions.Plan(held_on, f"Hội trường UBND tỉnh ({SHOWN})"),
        actor=None,
        is_demo=True,
    )
    agenda.put_on(session=session, wanted=dossiers, actor=None)
    return session


def begin(session: Session, people: People) -> Session:
    """Everybody is there, the chair presides, every product is given out."""
    attendance.attend_all(session=session, actor=people.secretary)
    chair = session.council.seats.get(user=people.chair)
    attendance.preside(session=session, seat=chair, reason="", actor=people.secretary)
    opened = sessions.open_session(session=session, actor=people.secretary)
    items.start_all(session=opened, actor=people.secretary)
    return opened


def go_through(session: Session, people: People, points: dict[int, int]) -> None:
    """Score, close and let stand every product of a session; ``points`` of a dossier's id."""
    for pk in session.items.order_by("no").values_list("pk", flat=True):
        for place, user in enumerate(people.judges):
            item = _item(pk)
            sheet = sheet_for(item)
            given = levels(sheet, points[item.dossier_id] - place)
            taps = []
            for code, value in given.items():
                case = next(one.case or "" for one in sheet.criterion(code).options if one.points == value)
                taps.append(Tap(code, value, case, client_uuid=uuid.uuid4()))
            scores.keep(item=item, taps=taps, actor=user)
            scores.hand_in(item=_item(pk), actor=user)
        closing.close_scoring(item=_item(pk), actor=people.secretary)
        results.finish(item=_item(pk), actor=people.secretary)
    sessions.close_session(
        session=Session.objects.get(pk=session.pk),
        conclusion=f"Thông qua kết quả ({SHOWN}).",
        actor=people.secretary,
    )


def decide(planned: Session) -> None:
    """The signed decision on 3 and 4 stars, the request to the Ministry, and the end of those below."""
    session = Session.objects.get(pk=planned.pk)
    asked = (
        (Purpose.RECOGNISE, "UBND tỉnh Lạng Sơn", "02/QĐ-MINHHOA"),
        (Purpose.SEND_UP, "UBND tỉnh Lạng Sơn", "03/TTr-MINHHOA"),
    )
    for purpose, authority, number in asked:
        chosen = [one.item.pk for one in candidates(session, purpose)]
        if not chosen:
            continue
        drawn = decisions.draft(
            session=session, purpose=purpose, items=chosen, authority=authority, actor=None
        )
        decisions.sign(
            decision=drawn, number=number, signed_on=clock.today(), signer=f"Chủ tịch ({SHOWN})", actor=None
        )
    decisions.not_recognise(session=session, actor=None)


def _item(pk: int) -> Item:
    return Item.objects.select_related(
        "session__council", "dossier__product__entity", "dossier__criteria_set__book__instrument"
    ).get(pk=pk)
