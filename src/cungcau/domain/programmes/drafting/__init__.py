"""Writing a plan from a text: what is recognised is proposed, each proposal with the sentence it came from.

Pure functions over lines of text; nothing here asks the database.
"""

from cungcau.domain.programmes.drafting.lines import MOST_BYTES, lines_of
from cungcau.domain.programmes.drafting.proposals import MOST_BOXES, Known, Proposal, boxes_of
from cungcau.domain.programmes.drafting.recognising import recognise
from cungcau.domain.programmes.drafting.sheet import sheet_of_text

__all__ = [
    "MOST_BOXES",
    "MOST_BYTES",
    "Known",
    "Proposal",
    "boxes_of",
    "lines_of",
    "recognise",
    "sheet_of_text",
]
