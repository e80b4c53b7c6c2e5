"""Chat messages read into proposals: "nhà chị Lan 5-7 tạ hồng loại 1 chín giữa tháng 9".

:func:`read_message` gives one :class:`Proposal` per lot spoken of. Matching its words to the commodities,
grades, places and organisations on record is the caller's work, and a person confirms the result.
"""

from cungcau.kernel.vntext.chat.proposal import (
    Grade,
    Lexicon,
    Mass,
    Person,
    Price,
    Proposal,
    Slot,
    Window,
)
from cungcau.kernel.vntext.chat.reader import read_message

__all__ = ["Grade", "Lexicon", "Mass", "Person", "Price", "Proposal", "Slot", "Window", "read_message"]
