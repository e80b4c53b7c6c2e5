"""Messages that leave the site, and the reports of the days, in bulk."""

from __future__ import annotations

from benchmarks.pages.fill import fill
from benchmarks.pages.ordered import Frame, at, pick
from benchmarks.pages.season import SOURCE
from cungcau.domain.daily.models import DailyReport, MarketReport
from cungcau.platform.notify.models import Outgoing


def build_messages() -> None:
    """One message a slip, in every state the outbox knows; phones are made up."""
    fill(
        Outgoing, "orders_slip slip JOIN registry_organisation home ON home.id = slip.producer_id",
        once="'slip:' || slip.id || ':sent'", reference="gen_random_uuid()", about="'slip:' || slip.id",
        area_code="slip.area_code", message="'orders.slip_sent'", subject="'Phiếu hái ' || slip.code",
        text="'Mời hộ trả lời phiếu hái'", name="home.name", phone="'+849' || lpad(slip.id::text, 8, '0')",
        channel="CASE WHEN mod(slip.id, 3) = 0 THEN 'hand' ELSE 'sms' END", ways="'sms,hand'",
        state="CASE WHEN mod(slip.id, 3) = 0 THEN 'held' WHEN mod(slip.id, 29) = 0 THEN 'given_up' "
        "WHEN mod(slip.id, 31) = 0 THEN 'failed' ELSE 'sent' END",
        reason="CASE WHEN mod(slip.id, 3) = 0 THEN 'no_channel' ELSE '' END",
        sent_at="CASE WHEN mod(slip.id, 3) > 0 AND mod(slip.id, 29) > 0 AND mod(slip.id, 31) > 0 THEN slip.created_at "
        "END", created_at=f"{at('slip.harvest_date - 2', '9')} + mod(slip.id, 30000) * interval '1 second'",
        is_demo="true", folded="slip.folded || ' phieu hai'",
    )  # fmt: skip


def build_reports(frame: Frame) -> None:
    """An issued report for two of three days, what twelve markets said of each day."""
    days = f"generate_series(0, {frame.gone}) d"
    day = f"date '{frame.season.start}' + d"
    season, area = str(frame.season.pk), f"'{frame.season.area_code}'"
    fill(
        DailyReport, f"{days} WHERE mod(d, 3) > 0", season_id=season, day=day, version="1", state="'issued'",
        issued_at=at(day, "20"), area_code=area,
        figures="jsonb_build_object('whole', jsonb_build_object('received', jsonb_build_array(1000 + d, 9000 + d), "
        "'delivered', jsonb_build_array(900 + d, 8000 + d)))",
    )  # fmt: skip
    fill(
        MarketReport, f"{days} CROSS JOIN generate_series(0, 11) m {pick('market', 'm')} {pick('good', 'm')}",
        season_id=season, market_id="market.id", commodity_id="good.id", day=day, kg="1000 + m * 10",
        source=f"'{SOURCE}'", area_code=area, is_demo="true",
    )  # fmt: skip
