"""State machines as tables."""

from __future__ import annotations

from enum import StrEnum

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cungcau.kernel.errors import DomainError
from cungcau.kernel.lifecycle import Lifecycle


class State(StrEnum):
    DRAFT = "draft"
    SENT = "sent"
    DONE = "done"
    DROPPED = "dropped"


MOVES = {
    "send": ({State.DRAFT}, State.SENT),
    "recall": ({State.SENT}, State.DRAFT),
    "finish": ({State.SENT}, State.DONE),
    "drop": ({State.DRAFT, State.SENT}, State.DROPPED),
}
SLIP = Lifecycle("slip", State.DRAFT, State, MOVES)


def test_the_table_answers_what_may_be_done() -> None:
    assert SLIP.states == ("draft", "sent", "done", "dropped")
    assert SLIP.verbs == ("send", "recall", "finish", "drop")
    assert SLIP.verbs_from("draft") == ("send", "drop")
    assert SLIP.verbs_from(State.SENT) == ("recall", "finish", "drop")
    assert SLIP.verbs_from("done") == ()
    assert SLIP.ends == ("done", "dropped")


def test_a_verb_leads_where_the_table_says() -> None:
    assert SLIP.move("draft", "send") == "sent"
    assert SLIP.move(State.SENT, "recall") is State.DRAFT


def test_a_verb_out_of_place_is_refused_with_what_is_allowed() -> None:
    with pytest.raises(DomainError) as caught:
        SLIP.move(State.DRAFT, "finish")
    assert caught.value.code == "verb_not_allowed"
    assert caught.value.facts == {
        "lifecycle": "slip",
        "state": "draft",
        "verb": "finish",
        "allowed": ("send", "drop"),
    }


@pytest.mark.parametrize(
    ("state", "verb", "code"), [("draft", "eat", "verb_unknown"), ("lost", "send", "state_unknown")]
)
def test_unknown_words_are_refused(state: str, verb: str, code: str) -> None:
    with pytest.raises(DomainError) as caught:
        SLIP.move(state, verb)
    assert caught.value.code == code


FAULTY = [
    ("a", ["a", "b"], {"go": (["a"], "a")}, "state_unreachable", ("b",)),
    ("a", ["a", "b", "c"], {"go": (["a"], "b"), "back": (["c"], "a")}, "state_unreachable", ("c",)),
    ("x", ["a"], {}, "state_unknown", ("x",)),
    ("a", ["a", "b"], {"go": (["a"], "c"), "on": (["a"], "b")}, "state_unknown", ("c",)),
    ("a", ["a", "b"], {"go": (["a", "z"], "b")}, "state_unknown", ("z",)),
    ("a", ["a", "b", "a"], {"go": (["a"], "b")}, "state_twice", ("a",)),
    ("a", ["a", "b"], {"go": (["a", "a"], "b")}, "state_twice", ("a",)),
    ("a", ["a", "b"], {"go": ([], "b")}, "verb_without_state", ("go",)),
    ("a", ["a", "b"], [("go", ["a"], "b"), ("go", ["b"], "a")], "verb_twice", ("go",)),
]


@pytest.mark.parametrize(("start", "states", "moves", "fault", "about"), FAULTY)
def test_a_faulty_table_is_refused_when_it_is_written(
    start: str, states: list[str], moves: dict[str, tuple[list[str], str]], fault: str, about: tuple[str, ...]
) -> None:
    with pytest.raises(DomainError) as caught:
        Lifecycle("thing", start, states, moves)
    assert caught.value.code == "lifecycle_invalid"
    assert caught.value.facts == {"lifecycle": "thing", "fault": fault, "about": about}


def test_rows_and_a_single_state_are_a_table_too() -> None:
    small = Lifecycle("thing", "a", ["a", "b"], [("go", "a", "b")])
    assert small.move("a", "go") == "b"


def test_the_diagram_names_every_move() -> None:
    assert SLIP.mermaid({"draft": "Nháp", "send": "Gửi"}).splitlines() == [
        "stateDiagram-v2",
        '    state "Nháp" as draft',
        "    [*] --> draft",
        "    draft --> sent: Gửi",
        "    sent --> draft: recall",
        "    sent --> done: finish",
        "    draft --> dropped: drop",
        "    sent --> dropped: drop",
        "    done --> [*]",
        "    dropped --> [*]",
    ]


@settings(deadline=None)
@given(st.lists(st.sampled_from(SLIP.verbs), max_size=20))
def test_no_walk_leaves_the_table(verbs: list[str]) -> None:
    state = SLIP.start
    for verb in verbs:
        allowed = verb in SLIP.verbs_from(state)
        try:
            state = SLIP.move(state, verb)
        except DomainError as refusal:
            assert refusal.code == "verb_not_allowed"
            assert not allowed
        else:
            assert allowed
    assert state in SLIP.states
