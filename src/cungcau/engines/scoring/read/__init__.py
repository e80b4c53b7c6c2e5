"""A rule file as a :class:`RuleBook`, or every fault in it by name."""

from cungcau.engines.scoring.read.book import read
from cungcau.engines.scoring.read.json_file import parse_json

__all__ = ["parse_json", "read"]
