"""Why a slip or an entry is as it is: kept in Vietnamese, said in the reader's language, people's words untouched."""

from __future__ import annotations

import re

import pytest
from django.utils import translation

from cungcau.domain.orders import slip_reasons
from cungcau.domain.orders.models import AnswerBy, Entry, Slip
from cungcau.domain.orders.services import slips
from cungcau.domain.orders.services.splitting import propose
from cungcau.domain.orders.slip_reasons import SENTENCES, in_words, said
from tests.domain.orders.slip_rows import open_order, record_orchards
from tests.domain.season_rows import Small

FACTS = {
    "share": "60%", "place": "2", "among": "5", "kg": "1.200 kg", "household": "Hộ Nông Thị Đào", "version": "3",
    "day": "28/9/2021", "price": "18.000",
}  # fmt: skip
BLANK = re.compile(r"%\((\w+)\)s")


@pytest.fixture(autouse=True)
def other_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words of another language that show from which sentence they come: its place and its blanks."""

    def told(sentence: str) -> str:
        blanks = " ".join(f"%({name})s" for name in BLANK.findall(sentence))
        return f"<{SENTENCES.index(sentence)} {blanks}>".replace(" >", ">")

    monkeypatch.setattr(slip_reasons, "gettext", told)


@pytest.mark.parametrize("place", range(len(SENTENCES)))
def test_each_sentence_is_recognised_as_itself(place: int) -> None:
    sentence = SENTENCES[place]
    facts = {name: FACTS[name] for name in BLANK.findall(sentence)}
    kept = said(sentence, **facts)
    assert in_words(kept) == kept
    with translation.override("en"):
        assert in_words(kept) == f"<{' '.join([str(place), *facts.values()])}>"


def test_several_sentences_and_what_people_wrote() -> None:
    first = said(slip_reasons.SOLD_LEAST, share="0%")
    place = SENTENCES.index
    with translation.override("en"):
        both = in_words(f"{first}; {slip_reasons.REDONE}")
        assert both == f"<{place(slip_reasons.SOLD_LEAST)} 0%>; <{place(slip_reasons.REDONE)}>"
        assert in_words(f"{slip_reasons.DECLINED}: bận đám cưới") == (
            f"<{place(slip_reasons.DECLINED)}>: bận đám cưới"
        )
        assert in_words("mưa to, đường sạt; hẹn tuần sau") == "mưa to, đường sạt; hẹn tuần sau"
        assert in_words("mưa: đường sạt") == "mưa: đường sạt" and in_words("") == ""


@pytest.mark.django_db
@pytest.mark.parametrize("by", ["plan", "ledger"])
def test_all_that_a_split_writes_down_by_itself_is_known(small: Small, by: str) -> None:
    record_orchards(small, {"A": 700, "B": 700, "C": 700})
    line = open_order(small).line
    parts = propose(line, by).parts or propose(line, "ledger").parts
    slips.keep_split(line=line, parts=parts, actor=None)
    slips.send_slips(line=line, actor=None)
    slips.answer(slip=Slip.objects.order_by("pk")[0], kg=0, by=AnswerBy.PHONE, actor=None, note="bận")
    kept = {*Slip.objects.values_list("reason", flat=True), *Entry.objects.values_list("reason", flat=True)}
    with translation.override("en"):
        told = [in_words(reason) for reason in kept if reason]
    assert told and all(part.startswith("<") for reason in told for part in reason.split("; "))
