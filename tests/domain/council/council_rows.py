"""A council with people on it, a session, products on it, sheets filled in; through the services."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from cungcau.domain.council.models import Council, Item, Post, Seat, Session
from cungcau.domain.council.selectors.sheets import sheet_for
from cungcau.domain.council.services import (
    agenda,
    attendance,
    closing,
    councils,
    items,
    results,
    scores,
    sessions,
)
from cungcau.domain.council.services.scores import Tap
from cungcau.domain.ocop.models import Dossier
from cungcau.platform.accounts.models import User
from tests.domain.ocop import ocop_rows as rows
from tests.domain.season_rows import SOURCE, person

DAY = rows.DAY
PLACE = "Hội trường UBND tỉnh"
AGENCIES = {
    Post.CHAIR: "UBND tỉnh",
    Post.DEPUTY: "Sở Nông nghiệp và Môi trường",
    Post.MEMBER: "Sở Công Thương",
    Post.SECRETARY: "Văn phòng OCOP tỉnh",
}


def facts(**changes: Any) -> dict[str, Any]:
    """What a council is set up with."""
    return {
        "name": "Hội đồng OCOP tỉnh Lạng Sơn", "decision_no": "1201/QĐ-UBND", "decided_on": date(2026, 5, 25),
        "valid_from": date(2026, 5, 25), "valid_to": None, "quorum_percent": 75, "chair_must_attend": True,
        "least_members": 3, "spread_limit": 10, "minimum_rule": "agreed", "shown_decimals": 2,
        "regulation": "Quy chế 12/QC-HĐ", "source": SOURCE, **changes,
    }  # fmt: skip


@dataclass
class Sitting:
    """A council, its people by post, a session and the products on it."""

    council: Council
    session: Session
    chair: User
    deputy: User
    members: list[User]
    secretary: User
    office: User
    items: list[Item] = field(default_factory=list)

    @property
    def item(self) -> Item:
        """The first product, as it stands."""
        return self.again(self.items[0])

    @property
    def judges(self) -> list[User]:
        """Everybody who scores."""
        return [self.chair, self.deputy, *self.members]

    def again(self, item: Item) -> Item:
        """A product as it stands in the database."""
        return Item.objects.select_related(
            "session__council", "dossier__product__entity", "dossier__criteria_set__book__instrument"
        ).get(pk=item.pk)

    def seat(self, user: User) -> Seat:
        """Somebody's seat."""
        return Seat.objects.select_related("user").get(council=self.council, user=user)

    def attend(self, *absent: User) -> Sitting:
        """Everybody is there but these; the chair presides."""
        for user in [*self.judges, self.secretary]:
            attendance.attend(
                session=self.session,
                seat=self.seat(user),
                present=user not in absent,
                reason="",
                actor=self.secretary,
            )
        if self.chair not in absent:
            attendance.preside(
                session=self.session, seat=self.seat(self.chair), reason="", actor=self.secretary
            )
        return self

    def open(self, *absent: User) -> Sitting:
        """Opened by its secretary, every product given out."""
        self.attend(*absent)
        self.session = sessions.open_session(session=self.session, actor=self.secretary)
        for item in self.items:
            items.start_item(item=item, actor=self.secretary)
        return self

    def score(self, user: User, points: Mapping[str, int] | None = None, item: Item | None = None) -> None:
        """A whole sheet by somebody, every criterion at its most unless said."""
        one = self.again(item or self.items[0])
        scores.keep(item=one, taps=taps(one, points), actor=user)
        scores.hand_in(item=one, actor=user)

    def score_all(self, points: Mapping[str, int] | None = None, item: Item | None = None) -> Sitting:
        """The same sheet by everybody who scores."""
        for user in self.judges:
            self.score(user, points, item)
        return self

    def close(self, item: Item | None = None) -> Item:
        """Close the scoring of a product."""
        return closing.close_scoring(item=item or self.item, actor=self.secretary)

    def finish(self, item: Item | None = None) -> Item:
        """Let its result stand."""
        return results.finish(item=self.again(item or self.items[0]), actor=self.secretary)


def taps(item: Item, points: Mapping[str, int] | None = None) -> list[Tap]:
    """A tap for every criterion: its most, unless ``points`` say otherwise."""
    given = dict(points or {})
    found = []
    for row in sheet_for(item).scorable:
        wanted = given.get(row.code, row.most)
        case = next(one.case or "" for one in row.options if one.points == wanted)
        found.append(Tap(row.code, wanted, case, client_uuid=uuid.uuid4()))
    return found


def council(**changes: Any) -> Council:
    """A council of the province."""
    return councils.set_up(area="20", facts=facts(**changes), actor=None)


def seat(one: Council, user: User, post: str, first: date = DAY) -> Seat:
    """A seat on it."""
    return councils.give_seat(
        council=one, user=user, post=post, agency=AGENCIES[Post(post)], valid_from=first, actor=None
    )


def sitting(*dossiers: Dossier, members: int = 3, first: date | None = None, **changes: Any) -> Sitting:
    """Everything up to a planned session with one product (or these)."""
    one = council(**changes)
    on = first or one.valid_from
    chair, deputy = person("chu-tich", "councillor"), person("pho-chu-tich", "councillor")
    others = [person(f"thanh-vien-{n}", "councillor") for n in range(1, members + 1)]
    secretary, office = person("thu-ky", "ocop_office"), person("van-phong", "ocop_office")
    seat(one, chair, Post.CHAIR, on)
    seat(one, deputy, Post.DEPUTY, on)
    for user in others:
        seat(one, user, Post.MEMBER, on)
    seat(one, secretary, Post.SECRETARY, on)
    session = sessions.plan(council=one, wanted=sessions.Plan(DAY, PLACE), actor=None)
    found = Sitting(one, session, chair, deputy, others, secretary, office)
    found.items = agenda.put_on(session=session, wanted=dossiers or [rows.ready()], actor=office)
    return found
