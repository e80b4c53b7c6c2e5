"""Who sees which product and which file."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cungcau.domain.ocop.models import Dossier, RuleBook
from cungcau.domain.ocop.policies import CHECK, WRITE_DOSSIERS
from cungcau.domain.ocop.selectors.dossiers import dossiers_shown
from cungcau.domain.ocop.selectors.products import products_shown
from cungcau.domain.ocop.services.rights import may_dossier, require_dossier, standing
from cungcau.kernel.errors import DomainError
from tests.domain.ocop import ocop_rows as rows


@pytest.fixture
def other(book: RuleBook) -> rows.Entity:
    return rows.entity_with_product("HTX-HOI", "Tinh dầu hồi", rows.OTHER_COMMUNE)


def seen(user: object) -> set[int]:
    return set(dossiers_shown(user).values_list("pk", flat=True))  # type: ignore[arg-type]


def test_a_draft_is_seen_by_its_entity_and_by_those_who_may_help(other: rows.Entity) -> None:
    mine = rows.entity_with_product()
    draft = rows.drafted(mine)
    for user in (mine.user, rows.officer(), rows.office()):
        assert seen(user) == {draft.pk}
    for user in (other.user, rows.officer("can-bo-khac", rows.OTHER_AREA), rows.adviser(), rows.councillor()):
        assert seen(user) == set()


@pytest.mark.parametrize(
    ("make", "adviser", "councillor"),
    [(rows.submitted, False, False), (rows.forwarded, True, False), (rows.ready, True, True)],
)
def test_advisers_and_councillors_see_what_has_come_to_them(
    book: RuleBook, make: Callable[..., Dossier], adviser: bool, councillor: bool
) -> None:
    file = make()
    assert (file.pk in seen(rows.adviser())) is adviser
    assert (file.pk in seen(rows.councillor())) is councillor
    assert seen(rows.viewer()) == set()


def test_products_of_others_are_not_an_entity_s_business(other: rows.Entity) -> None:
    mine = rows.entity_with_product()
    assert list(products_shown(mine.user)) == [mine.product]
    assert set(products_shown(rows.viewer())) == {mine.product, other.product}
    assert list(products_shown(rows.officer("can-bo-khac", rows.OTHER_AREA))) == [other.product]


def test_what_may_not_be_done_is_told_from_what_may_not_be_seen(other: rows.Entity) -> None:
    mine = rows.entity_with_product()
    draft = rows.drafted(mine)
    with pytest.raises(DomainError, match="not_found"):
        require_dossier(other.user, draft, WRITE_DOSSIERS)
    with pytest.raises(DomainError, match="not_allowed"):
        require_dossier(mine.user, draft, CHECK, own_permission="")
    require_dossier(mine.user, draft, WRITE_DOSSIERS)
    assert may_dossier(rows.officer(), draft, CHECK, "")
    assert standing(mine.user, draft, WRITE_DOSSIERS) == ("ocop.write_own_dossiers", rows.AREA)
    assert standing(rows.office(), draft, WRITE_DOSSIERS) == ("ocop.write_dossiers", rows.AREA)
