"""Verbs of this app: keep, finish and discard drafts; do a thing that was sent once only once."""

from cungcau.platform.editing.services.drafts import (
    discard_draft,
    drop_old_drafts,
    finish_draft,
    keep_draft,
)
from cungcau.platform.editing.services.sending import Done, drop_old_submissions, once

__all__ = [
    "Done",
    "discard_draft",
    "drop_old_drafts",
    "drop_old_submissions",
    "finish_draft",
    "keep_draft",
    "once",
]
