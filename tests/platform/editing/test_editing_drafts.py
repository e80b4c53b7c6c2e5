"""Drafts: kept for their owner alone, newest first, gone once saved, never brought back."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import Context, Template, TemplateSyntaxError
from django.test import Client, RequestFactory
from django.utils import timezone
from people import MakeUser, Together, client_of

from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.models import Entry
from cungcau.platform.editing import selectors, services, tasks
from cungcau.platform.editing.models import Draft
from cungcau.platform.editing.services.drafts import MOST_DRAFTS

KEY = "supply.lot.new"
FIELDS = {"commodity": ["hồng vành khuyên"], "kg": ["500"], "tags": []}
URL = "/ban-nhap/ban-sao/"


def keep(user: User, client: UUID, **facts: Any) -> Draft | None:
    return services.keep_draft(actor=user, **{"key": KEY, "client": client, "fields": FIELDS, **facts})


def send(browser: Client, **body: object) -> Any:
    given = {"key": KEY, "client": str(uuid4()), "fields": FIELDS, "page": "/x/", "title": "Lô mới", **body}
    return browser.post(URL, json.dumps(given), content_type="application/json")


def test_what_is_kept_comes_back_newest_first(user: User) -> None:
    old, new = uuid4(), uuid4()
    keep(user, old, title="cũ")
    keep(user, new, title="mới")
    assert [draft.client for draft in selectors.offered(user, KEY)] == [new, old]
    keep(user, old, fields={"kg": ["700"]})
    offered = selectors.offered(user, KEY)
    assert offered[0].client == old and offered[0].data == {"fields": {"kg": ["700"]}}
    assert Draft.objects.count() == 2


def test_nobody_else_sees_or_touches_it(user: User, make_user: MakeUser) -> None:
    client, other = uuid4(), make_user("binh")
    keep(user, client)
    assert selectors.offered(other, KEY) == [] and not selectors.unfinished(other).exists()
    assert services.discard_draft(actor=other, client=client) is False
    keep(other, client, fields={"kg": ["1"]})
    services.finish_draft(other, KEY, str(client))
    assert [draft.data["fields"] for draft in selectors.offered(user, KEY)] == [FIELDS]


def test_drafts_leave_nothing_in_the_trail(user: User) -> None:
    before = Entry.objects.count()
    client = uuid4()
    keep(user, client)
    services.finish_draft(user, KEY, client)
    assert Entry.objects.count() == before


def test_a_finished_draft_is_emptied_and_a_late_autosave_does_not_bring_it_back(user: User) -> None:
    client = uuid4()
    keep(user, client)
    services.finish_draft(user, KEY, str(client))
    assert keep(user, client) is None
    draft = Draft.objects.get(client=client)
    assert draft.data == {} and draft.finished_at is not None and draft.title == ""
    assert selectors.offered(user, KEY) == []
    assert selectors.ended(user, [(client, KEY, None), (uuid4(), KEY, None)]) == {client}


def test_saving_before_the_first_autosave_ends_that_draft_too(user: User) -> None:
    client = uuid4()
    services.finish_draft(user, KEY, str(client))
    assert keep(user, client) is None


def test_without_its_number_the_draft_last_typed_in_is_finished(user: User) -> None:
    old, new = uuid4(), uuid4()
    keep(user, old)
    keep(user, new)
    services.finish_draft(user, KEY)
    assert [draft.client for draft in selectors.offered(user, KEY)] == [old]


def test_without_number_or_row_only_copies_sent_from_an_earlier_page_are_ended(user: User) -> None:
    earlier, client, other = timezone.now(), uuid4(), uuid4()
    services.finish_draft(user, KEY, "không phải số")
    later = timezone.now()
    copies = [(client, KEY, earlier), (other, KEY, later), (uuid4(), "demand.need.new", earlier)]
    assert selectors.ended(user, copies) == {client}


def test_a_discarded_draft_is_gone(user: User) -> None:
    client = uuid4()
    keep(user, client)
    assert services.discard_draft(actor=user, client=client)
    assert not services.discard_draft(actor=user, client=client)
    assert selectors.offered(user, KEY) == [] and keep(user, client) is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "Không"}, {"key": ""}, {"key": "a" * 121}, {"fields": None}, {"fields": []},
        {"fields": {"a": "b"}}, {"fields": {"a": [1]}}, {"fields": {"a": [None]}},
    ],
)  # fmt: skip
def test_another_shape_is_refused(user: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(DomainError) as refused:
        keep(user, uuid4(), **wrong)
    assert refused.value.code == "draft_invalid" and not Draft.objects.exists()


def test_the_bound_is_200_kb_counted_in_bytes(user: User) -> None:
    keep(user, uuid4(), fields={"note": ["a" * 199_900]})
    with pytest.raises(DomainError) as refused:
        keep(user, uuid4(), fields={"note": ["ồ" * 70_000]})
    assert refused.value.code == "draft_too_large" and Draft.objects.count() == 1


def test_a_person_has_200_unfinished_drafts_at_most(user: User) -> None:
    now = timezone.now()
    Draft.objects.bulk_create(
        Draft(owner=user, key=KEY, client=uuid4(), updated_at=now) for _ in range(MOST_DRAFTS)
    )
    with pytest.raises(DomainError) as refused:
        keep(user, uuid4())
    assert refused.value.code == "drafts_full"
    known = Draft.objects.order_by("pk")[0].client
    assert known is not None and keep(user, known) is not None
    services.finish_draft(user, KEY, known)
    assert keep(user, uuid4()) is not None


def test_nul_and_foreign_pages_are_made_harmless(user: User) -> None:
    draft = keep(user, uuid4(), fields={"a\x00": ["b\x00\ud800"]}, page="//evil.example/", title="t\x00")
    assert draft is not None
    draft.refresh_from_db()
    assert draft.data["fields"] == {"a\ufffd": ["b\ufffd?"]} and draft.page == "" and draft.title == "t\ufffd"


def test_old_rows_go_once_a_day(user: User) -> None:
    stale, fresh = keep(user, uuid4()), keep(user, uuid4())
    assert stale is not None and fresh is not None
    Draft.objects.filter(pk=stale.pk).update(updated_at=timezone.now() - timedelta(days=91))
    Draft.objects.filter(pk=fresh.pk).update(updated_at=timezone.now() - timedelta(days=89))
    tasks.drop_old(0)
    assert list(Draft.objects.all()) == [fresh]


@pytest.mark.django_db(transaction=True)
def test_autosaves_and_the_save_at_one_moment_leave_it_finished(user: User, together: Together) -> None:
    for _ in range(5):
        client = uuid4()
        works = [lambda c=client: keep(user, c)] * 3 + [lambda c=client: services.finish_draft(user, KEY, c)]
        results = together(works)
        assert not [result for result in results if isinstance(result, Exception)]
        assert Draft.objects.get(client=client).finished_at is not None


class TestPages:
    def test_the_script_keeps_and_reads_back(self, as_user: Client, user: User) -> None:
        client = str(uuid4())
        kept = send(as_user, client=client).json()
        assert kept["at"] <= kept["now"]
        said = as_user.get(URL, {"key": KEY}).json()
        assert said["drafts"] == [{"client": client, "fields": FIELDS, "at": kept["at"]}]
        assert said["ended"] == []
        services.finish_draft(user, KEY, client)
        copies = [f"{client}~~{KEY}", "rác", f"{uuid4()}~ngày~\x00"]
        said = as_user.get(URL, {"key": KEY, "copy": copies}).json()
        assert said["drafts"] == [] and said["ended"] == [client]
        assert send(as_user, client=client).json()["ended"] is True

    def test_one_may_ask_for_a_certain_draft(self, as_user: Client, user: User) -> None:
        first, second = uuid4(), uuid4()
        keep(user, first)
        keep(user, second)
        said = as_user.get(URL, {"key": KEY, "client": str(first)}).json()
        assert [draft["client"] for draft in said["drafts"]] == [str(first)]

    @pytest.mark.parametrize("body", ["", "[]", "{", '{"client": 5}', "[" * 100_000, '{"client": null}'])
    def test_odd_bodies_are_refused(self, as_user: Client, body: str) -> None:
        reply = as_user.post(URL, body, content_type="application/json")
        assert (reply.status_code, reply.json()["code"]) == (409, "draft_invalid")

    def test_too_much_is_said_to_be_too_much(self, as_user: Client) -> None:
        assert send(as_user, fields={"a": ["x" * 200_000]}).status_code == 413
        assert send(as_user, fields={"a": ["x" * 700_000]}).status_code == 413

    def test_strangers_get_401_and_no_redirect(self, db: None, client: Client) -> None:
        assert client.get(URL, {"key": KEY}).status_code == 401
        assert send(client).status_code == 401
        assert client.get("/ban-nhap/").status_code == 302

    def test_csrf_is_asked_for(self, user: User) -> None:
        strict = Client(enforce_csrf_checks=True)
        strict.force_login(user)
        assert send(strict).status_code == 403

    def test_the_list_opens_searches_and_discards(self, as_user: Client, user: User) -> None:
        lot, need = uuid4(), uuid4()
        keep(user, lot, title="Lô hồng mới", page="/nguon-cung/lo/moi/?vu=1")
        keep(user, need, title="Nhu cầu mới", page="/nhu-cau/moi/")
        shown = as_user.get("/ban-nhap/").content.decode()
        assert f"/nguon-cung/lo/moi/?vu=1&amp;ban-nhap={lot}" in shown
        assert f"/nhu-cau/moi/?ban-nhap={need}" in shown
        found = as_user.get("/ban-nhap/", {"q": "HONG"}).content.decode()
        assert "Lô hồng mới" in found and "Nhu cầu mới" not in found
        assert "Không có bản nháp nào khớp" in as_user.get("/ban-nhap/", {"q": "xoài"}).content.decode()
        done = as_user.post("/ban-nhap/bo/", {"client": str(lot)}, follow=True).content.decode()
        assert "Đã bỏ bản nháp." in done and "Lô hồng mới" not in done
        again = as_user.post("/ban-nhap/bo/", {"client": str(lot)}, follow=True).content.decode()
        assert "không còn nữa" in again

    def test_the_list_of_another_person_is_empty(self, user: User, make_user: MakeUser) -> None:
        keep(user, uuid4(), title="Lô hồng mới")
        shown = client_of(make_user("binh")).get("/ban-nhap/").content.decode()
        assert "Không có bản nháp nào" in shown and "Lô hồng mới" not in shown

    def test_the_script_is_loaded_for_people_signed_in_only(self, as_user: Client, user: User) -> None:
        assert f'drafts.js" defer data-user="{user.pk}"' in as_user.get("/ban-nhap/").content.decode()
        assert "drafts.js" not in Client().get("/tai-khoan/dang-nhap/").content.decode()


class TestTag:
    def draw(self, user: User | AnonymousUser, tag: str, method: str = "get", **context: object) -> str:
        request = getattr(RequestFactory(), method)("/")
        request.user = user
        template = Template("{% load editing %}<form {% " + tag + " %}>")
        return template.render(Context({"request": request, **context}))

    def test_it_names_key_owner_and_address(self, user: User) -> None:
        drawn = self.draw(user, 'draft "supply.lot.edit" pk', pk=7)
        assert 'data-draft="supply.lot.edit.7"' in drawn and f'data-draft-owner="{user.pk}"' in drawn
        assert 'data-draft-url="/ban-nhap/ban-sao/"' in drawn and "data-draft-posted" not in drawn

    def test_a_form_drawn_again_after_a_post_says_so(self, user: User) -> None:
        assert "data-draft-posted" in self.draw(user, f'draft "{KEY}"', "post")

    def test_strangers_get_a_plain_form(self) -> None:
        assert self.draw(AnonymousUser(), f'draft "{KEY}"') == "<form >"

    def test_a_key_that_cannot_be_kept_is_a_mistake_of_the_template(self, user: User) -> None:
        with pytest.raises(TemplateSyntaxError):
            self.draw(user, 'draft "Lô mới"')
