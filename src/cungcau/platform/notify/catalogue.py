"""Messages to people as data: an id, its Vietnamese and its English, with the facts as blanks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter


class UnknownMessage(LookupError):
    """A message id no app has registered: a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Message:
    """A subject (one line) and a body in two languages; ``{blanks}`` are the facts given to ``tell``."""

    id: str
    subject_vi: str
    body_vi: str
    subject_en: str
    body_en: str


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message with its blanks filled, in one language."""

    subject: str
    body: str


_MESSAGES: dict[str, Message] = {}


def register(message: Message) -> str:
    """Name a message; returns its id. Another message under the same id is a ``ValueError``."""
    if _MESSAGES.setdefault(message.id, message) != message:
        raise ValueError(f"message {message.id} is registered twice, differently")
    return message.id


def message(message_id: str) -> Message:
    """The message with this id; raises :class:`UnknownMessage`."""
    if message_id not in _MESSAGES:
        raise UnknownMessage(message_id)
    return _MESSAGES[message_id]


def check(message_id: str, facts: Mapping[str, object]) -> None:
    """Crash when the message is unknown or a blank of it has no fact (``ValueError`` naming them)."""
    found = message(message_id)
    texts = (found.subject_vi, found.body_vi, found.subject_en, found.body_en)
    missing = {name for text in texts for _, name, _, _ in Formatter().parse(text) if name} - set(facts)
    if missing:
        raise ValueError(f"message {message_id} needs {', '.join(sorted(missing))}")


def speak(message_id: str, facts: Mapping[str, object], language: str) -> Spoken:
    """The message in "vi" or "en". Notices outlive messages: one no longer registered is shown by its id."""
    found = _MESSAGES.get(message_id)
    if found is None:
        return Spoken(message_id, "")
    english = language.startswith("en")
    subject = found.subject_en if english else found.subject_vi
    body = found.body_en if english else found.body_vi
    return Spoken(_fill(subject, facts), _fill(body, facts))


def _fill(text: str, facts: Mapping[str, object]) -> str:
    return _Plain().vformat(text, (), facts)


class _Plain(Formatter):
    """Fills blanks with plain values; no look-ups inside them."""

    def get_field(self, field_name: str, args: object, kwargs: Mapping[str, object]) -> tuple[object, str]:
        """The fact behind a blank; "…" for one that was not kept."""
        return kwargs.get(field_name, "…"), field_name

    def format_field(self, value: object, format_spec: str) -> str:
        """The value as text."""
        return str(value)
