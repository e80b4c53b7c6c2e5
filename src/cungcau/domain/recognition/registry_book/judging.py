"""What the lines of a registry workbook are against what is written already: the same, news, or still open."""

from __future__ import annotations

from collections.abc import Sequence

from cungcau.domain.ocop.models import Certificate, CertificateKind, Product
from cungcau.domain.recognition.models import Lack, RegistryLine
from cungcau.domain.recognition.registry_book.columns import AWARD_KEYS, FIRST
from cungcau.domain.recognition.registry_book.lines import Award, Line
from cungcau.kernel.errors import DomainError
from cungcau.platform.accounts.phones import normalise
from cungcau.reference.geography.models import Level, Succession, Unit


def news(old: RegistryLine, product: Product, line: Line, lacks: Sequence[str]) -> bool:
    """Whether a line says anything that is kept nowhere else and was not kept so."""
    open_keys = [
        key for award in line.awards if award.day is None for key in AWARD_KEYS[award.group].values()
    ]
    if any(line.said[key] != old.said.get(key, "") for key in ("address", "note", *open_keys)):
        return True
    if line.person["representative"] not in ("", old.representative):
        return True
    phone = line.person["phone"]
    if phone and phone != old.phone and not same_phone(phone, old.phone, product.entity.phone):
        return True
    return sorted(set(lacks)) != list(old.lacks)


def same_phone(said: str, *known: str | None) -> bool:
    """Whether a number as written is one of those known."""
    try:
        number = normalise(said)
    except DomainError:
        return False
    return any(_normal(one) == number for one in known if one)


def _normal(said: str) -> str:
    try:
        return normalise(said)
    except DomainError:
        return ""


def around(unit: Unit | None, place: Unit) -> bool:
    """Whether a unit a list named (a former district, a province) may hold a place."""
    if unit is None or unit.pk == place.pk or unit.level == Level.PROVINCE:
        return True
    if unit.level != Level.DISTRICT:
        return unit.area_code == place.area_code
    return Succession.objects.filter(new=place, old__parent=unit).exists()


def filled_in(award: Award, there: Sequence[Certificate]) -> bool:
    """Whether somebody has written the certificate since that a line without a day told of."""
    return any(
        (award.star is None or one.star == award.star)
        and (award.year is None or one.starts_on.year == award.year)
        and (one.kind == CertificateKind.FIRST) == (award.group == FIRST)
        for one in there
    )


def lack(award: Award) -> str:
    """What keeps a recognition from being written as a certificate."""
    if award.star is None:
        return Lack.STAR
    return Lack.FIRST_DAY if award.group == FIRST else Lack.UPGRADE_DAY


def kind(award: Award, line: Line) -> str:
    """First, upgraded, or, where the star did not rise, evaluated again."""
    if award.group == FIRST:
        return CertificateKind.FIRST
    before = line.first.star if line.first is not None else None
    risen = before is None or (award.star or 0) > before
    return CertificateKind.UPGRADE if risen else CertificateKind.RENEWAL
