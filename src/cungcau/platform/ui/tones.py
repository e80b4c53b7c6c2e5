"""The tones of a state, each with a mark of its own shape, so that colour is never alone."""

from __future__ import annotations

from django.utils.safestring import SafeString

MARKS: dict[str, SafeString] = {
    "": SafeString('<circle cx="5" cy="5" r="3.5"/>'),
    "info": SafeString('<circle class="is-full" cx="5" cy="5" r="3.5"/>'),
    "good": SafeString('<path d="M1 5.5 4 8.5 9 2"/>'),
    "warn": SafeString('<path class="is-full" d="M5 1.5 9 8.5H1Z"/>'),
    "bad": SafeString('<path d="M1.5 1.5 8.5 8.5M8.5 1.5 1.5 8.5"/>'),
    "accent": SafeString('<path class="is-full" d="M5 .8 9.2 5 5 9.2.8 5Z"/>'),
    "done": SafeString('<path class="is-full" d="M1.5 1.5h7v7h-7Z"/>'),
}
"""What is drawn in a 10 × 10 box beside the state's name, by tone."""

TONES = frozenset(MARKS)
