"""Until a scoring is closed nothing anybody else can reach depends on what a member gave.

Every page, paper, export and operation is read, one member's points, note, remark and total are changed behind the
software's back, and everything is read again: it must be the same to everybody but that member.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.urls import get_resolver, reverse

from cungcau.domain.council.models import Item, ScoreSheet
from cungcau.domain.council.services import closing, scores
from cungcau.platform.access.services import grant_role
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from tests.domain.council.council_rows import Sitting, taps
from tests.domain.ocop import ocop_rows as rows
from tests.domain.reading_pages import client_of
from tests.domain.season_rows import person

pytestmark = pytest.mark.django_db
_PASSING = (
    r'name="csrfmiddlewaretoken" value="[^"]+"', r"X-CSRFToken[^}]+", r'nonce="[^"]+"', r"den=\d+",
    r'name="once_token" value="[^"]+"', r'name="seen" value="[^"]+"',
    r'data-draft-drawn="[^"]+"',
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}",
)  # fmt: skip
"""What differs between two readings of one page whatever stands in it."""


def addresses(opened: Sitting) -> Iterator[str]:
    """Every address of the council's room that is read, and those of other rooms that show dossiers or the trail."""
    sheets = list(ScoreSheet.objects.filter(item=opened.item))
    keys = {
        "session": opened.session.pk, "live": opened.session.pk, "session-edit": opened.session.pk,
        "ready": opened.session.pk, "programme": opened.session.pk, "minutes": opened.session.pk,
        "summary": opened.session.pk, "item": opened.item.pk, "score": opened.item.pk,
        "council": opened.council.pk, "council-edit": opened.council.pk, "session-new": opened.council.pk,
    }  # fmt: skip
    for one in get_resolver("cungcau.domain.council.urls").url_patterns:
        name = str(one.name)
        if name in keys:
            kinds = [["docx"]] if "kind" in str(one.pattern) else [[]]
            for kind in kinds:
                yield reverse(f"council:{name}", args=[keys[name], *kind])
    for name in ("mine", "sessions", "councils", "decisions"):
        yield reverse(f"council:{name}")
        yield reverse(f"council:{name}") + "?xuat=csv"
    for sheet in sheets:
        yield reverse("council:sheet", args=[opened.item.pk, sheet.pk, "docx"])
    base = "/api/v1/ocop/council"
    for path in (
        "/councils", f"/councils/{opened.council.pk}", f"/councils/{opened.council.pk}/seats", "/sessions",
        "/decisions", f"/sessions/{opened.session.pk}", f"/items/{opened.item.pk}", f"/items/{opened.item.pk}/table",
        f"/items/{opened.item.pk}/my-sheet", f"/items/{opened.item.pk}/attempts/1/sheets",
        f"/items/{opened.item.pk}/recusals", f"/items/{opened.item.pk}/rejections", f"/items/{opened.item.pk}/earlier",
        f"/items/{opened.item.pk}/discussions",
    ):  # fmt: skip
        yield base + path
    dossier = opened.item.dossier_id
    yield from ("/nhat-ky/", "/ocop/ho-so/", "/ocop/ho-so/?xuat=csv", f"/ocop/ho-so/{dossier}/")
    yield "/thong-bao/"


def read(client: Client, address: str) -> str:
    """What an address answers, without what passes."""
    answer = client.get(address)
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as found:
            body = found.read("word/document.xml")
    text = body.decode("utf-8", "replace")
    for pattern in _PASSING:
        text = re.sub(pattern, "", text)
    return f"{answer.status_code} {text}"


def readers(opened: Sitting) -> dict[str, User]:
    """Everybody there is, but the member whose sheet it is."""
    admin = person("quan-tri-hoi-dong")
    grant_role(user=admin, role="administrator", actor=None)
    return {
        "secretary": opened.secretary, "chair": opened.chair, "deputy": opened.deputy, "office": opened.office,
        "member": opened.members[1], "administrator": admin, "adviser": rows.adviser(), "viewer": rows.viewer(),
        "commune": rows.officer(), "other councillor": rows.councillor("uy-vien-khac"),
        "entity": User.objects.get(username="dai-dien-htx-na"),
    }  # fmt: skip


LOOKING = ("secretary", "chair", "office", "member", "administrator", "adviser")
"""Those who may look into the session at all; the others are turned away (below)."""


def change_behind_the_software(sheet: ScoreSheet) -> None:
    """Other points, notes, total and remark, with the guards off."""
    with connection.cursor() as cursor:
        for table in ("council_score", "council_scoresheet"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "UPDATE council_score SET points = 0, note = 'ghi chú khác', tick = tick + 7 WHERE sheet_id = %s",
            [sheet.pk],
        )
        cursor.execute(
            "UPDATE council_scoresheet SET total = 1, remark = 'nhận xét khác' WHERE id = %s", [sheet.pk]
        )
        for table in ("council_score", "council_scoresheet"):
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def test_nothing_anybody_can_reach_depends_on_open_sheets(opened: Sitting) -> None:
    """One member has handed in, one has not yet."""
    given, begun = opened.members[0], opened.members[2]
    for user in (given, begun):
        scores.keep(item=opened.item, taps=taps(opened.item), actor=user, remark="nhận xét kín")
    scores.hand_in(item=opened.item, actor=given)
    opened.score(opened.members[1])
    with connection.cursor() as cursor:
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # the trail is sealed now, not between the two readings
    who = readers(opened)
    clients = {name: client_of(who[name]) for name in LOOKING} | {"self": client_of(given)}
    where = list(addresses(opened))
    before = {(name, at): read(client, at) for name, client in clients.items() for at in where}
    assert sum(text.startswith("200") for text in before.values()) > 100
    trail = json.dumps(
        list(Entry.objects.values("verb", "facts", "folded", "object_label")), ensure_ascii=False
    )
    assert "nhận xét kín" not in trail and "97" not in trail
    for sheet in ScoreSheet.objects.filter(item=opened.item, seat__user__in=(given, begun)):
        change_behind_the_software(sheet)
    differ = {(name, at) for (name, at), text in before.items() if read(clients[name], at) != text}
    assert sorted(pair for pair in differ if pair[0] != "self") == []
    own = {at for name, at in differ if name == "self"}
    assert f"/ocop/hoi-dong/san-pham/{opened.item.pk}/cham/" in own, "the test would see a leak"


def test_sheets_of_an_open_scoring_are_nobody_else_s(opened: Sitting) -> None:
    opened.score_all()
    for name, user in readers(opened).items():
        client = client_of(user)
        for sheet in ScoreSheet.objects.filter(item=opened.item).exclude(seat__user=user):
            paper = client.get(reverse("council:sheet", args=[opened.item.pk, sheet.pk, "pdf"]))
            assert paper.status_code in (403, 404), name
        table = client.get(f"/api/v1/ocop/council/items/{opened.item.pk}/table")
        assert table.status_code in (403, 409), (name, table.status_code)
        assert client.get(f"/api/v1/ocop/council/items/{opened.item.pk}/attempts/1/sheets").status_code in (
            403,
            409,
        )


def test_once_closed_the_council_and_the_office_read_them_and_nobody_else(opened: Sitting) -> None:
    opened.score_all()
    opened.close()
    sheet = ScoreSheet.objects.filter(seat__user=opened.members[0]).get()
    path = reverse("council:sheet", args=[opened.item.pk, sheet.pk, "docx"])
    reads = {name: client_of(user).get(path).status_code for name, user in readers(opened).items()}
    inside = {"secretary", "chair", "deputy", "office", "member", "administrator"}
    assert {name for name, status in reads.items() if status == 200} == inside
    page = (
        client_of(rows.adviser("tu-van-2")).get(f"/ocop/hoi-dong/san-pham/{opened.item.pk}/").content.decode()
    )
    assert "Điểm của các thành viên" not in page


def test_scoring_again_is_blind_again(opened: Sitting) -> None:
    for user in opened.judges[1:]:
        opened.score(user)
    opened.score(opened.chair, {"4.1": 1, "4.3": 0, "5.1": 0})
    opened.close()
    closing.discuss(item=opened.item, again=True, text="Xem lại", actor=opened.chair)
    opened.score(opened.members[0], {"8": 1})
    second = ScoreSheet.objects.get(item=opened.item, attempt=2, seat__user=opened.members[0])
    first = ScoreSheet.objects.get(item=opened.item, attempt=1, seat__user=opened.members[0])
    client = client_of(opened.secretary)
    assert client.get(reverse("council:sheet", args=[opened.item.pk, first.pk, "pdf"])).status_code == 200
    assert client.get(reverse("council:sheet", args=[opened.item.pk, second.pk, "pdf"])).status_code == 404
    assert client.get(f"/api/v1/ocop/council/items/{opened.item.pk}/attempts/2/sheets").status_code == 409
    assert Item.objects.get(pk=opened.item.pk).closed_attempt == 1
