"""Keeping the questions that doubtful figures raise, and answering them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import Model

from cungcau.domain.survey import asking, messages, policies, states, wording
from cungcau.domain.survey.models import Question
from cungcau.engines.plausibility import Doubt
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.models import User
from cungcau.platform.audit.services import record
from cungcau.platform.lifecycle.services import advance
from cungcau.platform.ui import clock
from cungcau.reference.search import words

_PORTION = 1000


@dataclass(frozen=True, slots=True)
class Doubtful:
    """One record with all the doubts about it now (none: what was asked is withdrawn) and answers by key."""

    thing: Model
    doubts: Sequence[Doubt]
    area_code: str
    answers: Mapping[str, str] = field(default_factory=dict)
    is_demo: bool = False


def keep_doubts(
    *,
    thing: Model,
    doubts: Sequence[Doubt],
    answers: Mapping[str, str],
    area_code: str,
    actor: User | None,
) -> int:
    """Keep what is doubtful about a record, in the caller's transaction; returns how many stay open.

    ``doubts`` are all there are now, ``answers`` by the keys of :func:`asking.keyed` (``Asked.answers``). The same
    rule with the same facts is one question however often it is kept; one that no longer applies is withdrawn;
    changed figures raise a new one. The caller has judged the right to save the record.
    """
    return keep_many(
        [Doubtful(thing, tuple(doubts), area_code, dict(answers), bool(getattr(thing, "is_demo", False)))],
        actor=actor,
    )


@transaction.atomic
def keep_many(about: Sequence[Doubtful], *, actor: User | None) -> int:
    """:func:`keep_doubts` for many records at once, in a few statements; returns how many questions stay open."""
    still_open = 0
    for start in range(0, len(about), _PORTION):
        still_open += _keep_portion(about[start : start + _PORTION], actor)
    return still_open


def _keep_portion(about: Sequence[Doubtful], actor: User | None) -> int:
    there = _there(about)
    now = clock.now()
    new: list[Question] = []
    moved: list[Question] = []
    still_open = 0
    for one in about:
        kept = there[_name(one.thing)]
        wanted: set[tuple[str, str]] = set()
        for key, doubt in asking.keyed(one.doubts):
            mark = (doubt.rule, asking.digest(doubt))
            if mark in wanted:
                continue
            wanted.add(mark)
            question = kept.get(mark) or _question(one, doubt, mark[1], actor)
            if question.pk is None:
                question.asked_at = now
                new.append(question)
            if _settle(question, one.answers.get(key, ""), actor, one.area_code) and question.pk:
                moved.append(question)
            still_open += question.state == states.OPEN
        for mark, question in kept.items():
            if mark not in wanted and question.state != states.WITHDRAWN:
                question.state = states.QUESTION.move(question.state, "withdraw")
                moved.append(question)
    Question.objects.bulk_create(new, batch_size=500, ignore_conflicts=True)
    Question.objects.bulk_update(
        moved, ["state", "answer", "answered_by", "answered_at", "area_code"], batch_size=500
    )
    if new or moved:
        answered = sum(1 for question in [*new, *moved] if question.state == states.ANSWERED)
        first = about[0] if len(about) == 1 else None
        record(
            actor=actor,
            verb=messages.QUESTIONS_KEPT,
            thing=first.thing if first else None,
            area=first.area_code if first else "",
            about=str(first.thing)[:200] if first else f"{len(about)} dòng",
            asked=len(new),
            answered=answered,
            withdrawn=sum(1 for question in moved if question.state == states.WITHDRAWN),
            rules=sorted({question.rule for question in [*new, *moved]}),
        )
    return still_open


def _settle(question: Question, answer: str, actor: User | None, area_code: str) -> bool:
    """Bring a question that applies to open or answered; says whether anything changed."""
    changed = question.area_code != area_code
    question.area_code = area_code
    if question.state == states.WITHDRAWN:
        question.state = states.QUESTION.move(question.state, "ask_again")
        changed = True
    if answer and answer != question.answer:
        if question.state == states.ANSWERED:
            question.state = states.QUESTION.move(question.state, "ask_again")
        question.state = states.QUESTION.move(question.state, "answer")
        question.answer, question.answered_by, question.answered_at = answer, actor, clock.now()
        changed = True
    elif question.state == states.OPEN and question.answer and question.answered_at:
        # The same figures were asked about and explained before: that answer still stands.
        question.state = states.QUESTION.move(question.state, "answer")
        changed = True
    return changed


def _there(about: Sequence[Doubtful]) -> dict[tuple[str, str], dict[tuple[str, str], Question]]:
    """The questions kept about these records, locked, by record, then by rule and digest."""
    kinds: dict[str, list[str]] = defaultdict(list)
    for one in about:
        kind, pk = _name(one.thing)
        kinds[kind].append(pk)
    found: dict[tuple[str, str], dict[tuple[str, str], Question]] = defaultdict(dict)
    for kind, ids in kinds.items():
        rows = Question.objects.select_for_update().defer("words").filter(thing_type=kind, thing_id__in=ids)
        for question in rows.order_by("pk"):
            found[kind, question.thing_id][question.rule, question.digest] = question
    return found


def _name(thing: Model) -> tuple[str, str]:
    return thing._meta.label_lower, str(thing.pk)


def _question(one: Doubtful, doubt: Doubt, digest: str, actor: User | None) -> Question:
    kind, pk = _name(one.thing)
    label = str(one.thing).replace("\x00", "")[:200]
    return Question(
        thing_type=kind,
        thing_id=pk,
        thing_label=label,
        app=kind.split(".")[0],
        rule=doubt.rule,
        fields=list(doubt.fields),
        facts=dict(doubt.facts),
        digest=digest,
        asked_by=actor,
        area_code=one.area_code,
        folded=words(label, wording.sentence(doubt.rule, doubt.facts))[:400],
        is_demo=one.is_demo,
    )


def answer_question(*, question: Question, answer: str, actor: User) -> Question:
    """Keep a person's answer to an open question.

    Raises ``question_answer_missing``, ``question_answer_too_long``, ``not_allowed``, ``verb_not_allowed`` where
    somebody answered or the figures changed meanwhile.
    """
    text = answer.replace("\x00", "").strip()
    if not text:
        raise DomainError("question_answer_missing")
    if len(text) > asking.LONGEST:
        raise DomainError("question_answer_too_long", longest=asking.LONGEST)
    return advance(
        question,
        "answer",
        actor=actor,
        permission=policies.ANSWER,
        fields={"answer": text, "answered_by": actor, "answered_at": clock.now()},
        about=question.thing_label,
        answer=text,
    )


def ask_again(*, question: Question, actor: User) -> Question:
    """Open an answered question anew: the answer does not satisfy. Raises as :func:`answer_question`."""
    return advance(
        question,
        "ask_again",
        actor=actor,
        permission=policies.ANSWER,
        fields={"answer": "", "answered_by": None, "answered_at": None},
        about=question.thing_label,
        answer_before=question.answer,
    )
