"""After two organisations became one: whose evidence it is now, what products and files are found by."""

from __future__ import annotations

from django.db import connection

from cungcau.domain.ocop.models import Product
from cungcau.domain.ocop.services.products import rename_in_files, search_words

LEFT = "ocop.evidence"
"""Both may hold the same file or address; such a piece stays where it is, and with the files that cite it."""

_MOVE = """
UPDATE ocop_evidence AS one SET organisation_id = %s
 WHERE one.organisation_id = %s AND NOT EXISTS (
   SELECT 1 FROM ocop_evidence AS own WHERE own.organisation_id = %s
      AND ((own.sha256 <> '' AND own.sha256 = one.sha256) OR (own.url <> '' AND own.url = one.url)))
"""


def follow_merge(kept: int, merged: int) -> None:
    """Let the one kept have the other's evidence, and its products and files be found by its name."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVE, [kept, merged, kept])
    rows = Product.objects.filter(entity=kept).select_related("entity", "unit").prefetch_related("aliases")
    for product in rows.defer("words", "entity__words"):
        folded = search_words(product, [alias.text for alias in product.aliases.all()])
        if folded != product.folded:
            product.folded = folded
            product.save(update_fields=["folded"])
            rename_in_files(product)
