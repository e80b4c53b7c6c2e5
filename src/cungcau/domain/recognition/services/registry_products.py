"""Writing one line of a registry workbook: its product, its certificates, and the line itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from cungcau.domain.ocop.models import Certificate, Product, ProductAlias
from cungcau.domain.ocop.selectors.terms import months_later
from cungcau.domain.ocop.services.certificates import record_old_certificate
from cungcau.domain.ocop.services.entities import give_entity
from cungcau.domain.ocop.services.products import add_alias, change_product, record_product
from cungcau.domain.recognition.models import RegistryLine
from cungcau.domain.recognition.registry_book import judging
from cungcau.domain.recognition.registry_book.columns import AWARD_KEYS, PERSONAL
from cungcau.domain.recognition.registry_book.lines import Award, Book, Line
from cungcau.domain.registry.models import Organisation
from cungcau.kernel.errors import DomainError, Fault, InputInvalid
from cungcau.kernel.vntext import show_date
from cungcau.platform.accounts.models import User
from cungcau.platform.ui.messages import answer
from cungcau.reference.geography.models import Level, Unit
from cungcau.reference.search import words

CREATED, CHANGED, UNCHANGED = "created", "changed", "unchanged"
_MONTHS = 36
_NEAR = timedelta(days=60)
"""How far the day of an announcement may lie from the day of the decision it tells of."""


class Writer:
    """Writes lines of one workbook; knows the products of its organisations, their certificates and their lines."""

    def __init__(
        self,
        organisations: Sequence[Organisation],
        province: Unit,
        source: str,
        actor: User | None,
        book: Book,
    ) -> None:
        self._source, self._actor, self._book = source, actor, book
        own = Product.objects.filter(entity__in=organisations)
        unowned = Product.objects.filter(entity_unknown=True, area_code__startswith=province.area_code)
        rows = (own | unowned).select_related("entity", "unit").defer("words", "entity__words")
        self._owned: dict[tuple[int, str], list[Product]] = defaultdict(list)
        self._unowned: dict[str, list[Product]] = defaultdict(list)
        known = {one.pk: one for one in rows.order_by("pk")}
        for one in known.values():
            self._learn(one, one.name)
        names = ProductAlias.objects.filter(product__in=known, kind=ProductAlias.Kind.NAME)
        for pk, text in names.values_list("product", "text"):
            self._learn(known[pk], text)
        self._certificates: dict[int, list[Certificate]] = defaultdict(list)
        for held in Certificate.objects.filter(product__in=known).order_by("starts_on", "pk"):
            self._certificates[held.product_id].append(held)
        self._lines = {one.product_id: one for one in RegistryLine.objects.filter(product__in=known)}

    def write(
        self, line: Line, place: Unit, entity: Organisation, intake: UUID | None, file_name: str
    ) -> str:
        """Write one line; says whether its product was new, changed, or all was there. Raises what services raise."""
        product = self._product_of(line, place, entity)
        became = UNCHANGED
        if product is None:
            product, became = self._adopted(line, place, entity), CHANGED
        if product is None:
            product, became = self._recorded(line, place, entity), CREATED
        elif self._brought_up(product, line, place):
            became = CHANGED
        if self._coded(product, line):
            became = CHANGED if became == UNCHANGED else became
        lacks: list[str] = []
        for award in line.awards:
            written = self._certified(product, line, award, lacks)
            became = CHANGED if written and became == UNCHANGED else became
        if self._keep(product, line, lacks, intake, file_name) and became == UNCHANGED:
            became = CHANGED
        return became

    def _learn(self, product: Product, name: str) -> None:
        if product.entity_unknown:
            self._unowned[words(name)].append(product)
        self._owned[(product.entity_id, words(name))].append(product)

    def _note(self, line: Line, column: str, text: str) -> None:
        self._book.note(line.row, column, line.said.get(column, ""), text)

    def _product_of(self, line: Line, place: Unit, entity: Organisation) -> Product | None:
        for one in self._owned.get((entity.pk, words(line.product)), ()):
            if not one.entity_unknown or (one.area_code == place.area_code and one.unit_id == place.pk):
                return one
        return None

    def _adopted(self, line: Line, place: Unit, entity: Organisation) -> Product | None:
        """The one product of nobody known that has this name, a place around this one, and a recognition told here."""
        fits = [
            one for one in self._unowned.get(words(line.product), ())
            if one.entity_unknown and judging.around(one.unit, place) and self._told(one, line.awards)
        ]  # fmt: skip
        if len(fits) != 1:
            return None
        commune = place if place.level == Level.COMMUNE else None
        given = give_entity(product=fits[0], entity=entity, actor=self._actor, unit=commune)
        self._unowned[words(line.product)].remove(fits[0])
        self._note(
            line,
            "product",
            "là sản phẩm đã biết từ danh sách công bố, trước chưa rõ chủ thể: nay ghi chủ thể",
        )
        return given

    def _told(self, product: Product, awards: Sequence[Award]) -> bool:
        return any(
            held.star == award.star
            and (
                abs(held.starts_on - award.day) <= _NEAR
                if award.day is not None
                else award.year == held.starts_on.year
            )
            for held in self._certificates[product.pk]
            for award in awards
        )

    def _recorded(self, line: Line, place: Unit, entity: Organisation) -> Product:
        facts = {"name": line.product, "unit_id": place.pk, "category": line.category}
        made = record_product(entity=entity, facts=facts, actor=self._actor, source=self._source)
        self._learn(made, line.product)
        return made

    def _brought_up(self, product: Product, line: Line, place: Unit) -> bool:
        """Fill in the group and the commune where they were not known; what differs is said and stays."""
        mine: dict[str, object] = {}
        if line.category and not product.category:
            mine["category"] = line.category
        elif line.category and line.category != product.category:
            self._note(line, "group", "khác nhóm đã ghi của sản phẩm: giữ như đã ghi")
        if "." in place.area_code and place.area_code != product.area_code:
            if "." in product.area_code:
                self._note(line, "commune", "khác xã đã ghi của sản phẩm: giữ như đã ghi")
            else:
                mine["unit_id"] = place.pk
        if not mine:
            return False
        seen = {name: getattr(product, name) for name in mine}
        changed = change_product(
            pk=product.pk, version=product.version, seen=seen, mine=mine, actor=self._actor
        )
        if "unit_id" in mine:
            changed.certificates.update(area_code=changed.area_code)
        product.category, product.area_code, product.version = (
            changed.category,
            changed.area_code,
            changed.version,
        )
        return True

    def _coded(self, product: Product, line: Line) -> bool:
        code = line.said["code"]
        if not code or code == product.code:
            return False
        if ProductAlias.objects.filter(product=product, kind=ProductAlias.Kind.CODE, text=code).exists():
            return False
        add_alias(
            product=product, kind=ProductAlias.Kind.CODE, text=code, source=self._source, actor=self._actor
        )
        return True

    def _certified(self, product: Product, line: Line, award: Award, lacks: list[str]) -> bool:
        """Write a recognition; True where it was not there. Without a day or star it is kept open."""
        there = self._certificates[product.pk]
        keys = AWARD_KEYS[award.group]
        if award.day is None or award.star is None:
            if not judging.filled_in(award, there):
                lacks.append(judging.lack(award))
            return False
        same = [one for one in there if one.starts_on == award.day]
        for one in same:
            if one.star == award.star:
                self._compare(line, award, one)
                return False
            raise self._refused(
                line, keys["star"], f"đã có giấy {one.star} sao cùng ngày; hãy xem lại sao hoặc ngày"
            )
        last = line.awards[-1] is award
        expires = line.expires if last else None
        usual = months_later(award.day, _MONTHS)
        if expires is not None and abs((expires - usual).days) > 1:
            self._note(line, "expires", f"khác 36 tháng ({show_date(usual)}): ghi theo bảng")
        near = [one for one in there if one.star == award.star and abs(one.starts_on - award.day) <= _NEAR]
        if near:
            self._note(
                line,
                keys["day"],
                f"đã biết giấy {award.star} sao từ {show_date(near[0].starts_on)}: ghi thêm giấy theo bảng",
            )
        there.append(self._issued(product, line, award, expires))
        return True

    def _issued(self, product: Product, line: Line, award: Award, expires: date | None) -> Certificate:
        assert award.day is not None and award.star is not None, "kept open otherwise"
        try:
            return record_old_certificate(
                product=product, star=award.star, starts_on=award.day, source=self._source, actor=self._actor,
                expires_on=expires, kind=judging.kind(award, line), decision_no=award.decision,
                decided_on=award.day, authority=award.authority,
            )  # fmt: skip
        except DomainError as refused:
            if refused.code == "not_allowed":
                raise
            raise self._refused(line, AWARD_KEYS[award.group]["day"], answer(refused).vi) from refused

    def _refused(self, line: Line, column: str, expected: str) -> InputInvalid:
        return InputInvalid([Fault(line.row.sheet, line.row.line, column, line.said[column], expected)])

    def _compare(self, line: Line, award: Award, held: Certificate) -> None:
        """A certificate is never changed; what the line says otherwise is said."""
        keys = AWARD_KEYS[award.group]
        for key, mine, theirs in (
            (keys["decision"], award.decision, held.decision_no),
            (keys["authority"], award.authority, held.authority),
        ):
            if mine and words(mine) != words(theirs):
                self._note(
                    line, key, f"giấy đã ghi là “{theirs or '(trống)'}”: giấy không sửa được, giữ nguyên"
                )
        last = line.awards[-1] is award
        if last and line.expires is not None and line.expires != held.expires_on:
            self._note(
                line,
                "expires",
                f"giấy đã ghi đến hết {show_date(held.expires_on)}: giấy không sửa được, giữ nguyên",
            )

    def _keep(
        self, product: Product, line: Line, lacks: list[str], intake: UUID | None, file_name: str
    ) -> bool:
        """Keep the line as it stood, where it says what has no other place; True where that is news."""
        old = self._lines.get(product.pk)
        person = line.person
        if old is None and not lacks and not self._says_more(product, line):
            return False
        if old is not None and not judging.news(old, product, line, lacks):
            return False
        kept = old or RegistryLine(product=product)
        for key in PERSONAL:
            if person[key]:
                setattr(kept, key, person[key])
        kept.said = {key: text for key, text in line.said.items() if text and key not in PERSONAL}
        kept.intake_id, kept.file_name = intake, file_name[:200]
        kept.sheet, kept.line, kept.lacks = line.row.sheet[:200], line.row.line, sorted(set(lacks))
        kept.save()
        self._lines[product.pk] = kept
        return True

    def _says_more(self, product: Product, line: Line) -> bool:
        if line.said["address"] or line.person["representative"]:
            return True
        if line.said["note"] and line.said["note"] != product.note:
            return True
        phone = line.person["phone"]
        return bool(phone) and not judging.same_phone(phone, product.entity.phone)
