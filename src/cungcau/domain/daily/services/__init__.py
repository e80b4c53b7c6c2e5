"""Verbs of the daily report: the only writers."""

from cungcau.domain.daily.services.markets import MARKET_FIGURES, report_market, require_day
from cungcau.domain.daily.services.reports import issue_report, write_report

__all__ = ["MARKET_FIGURES", "issue_report", "report_market", "require_day", "write_report"]
