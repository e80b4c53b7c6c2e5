"""OCOP on a site on show: products of the kept table, made-up files at every stage, a session ready to be scored."""

from cungcau.domain.recognition.services.demo.entities import record_entities
from cungcau.domain.recognition.services.demo.show import show_ocop

__all__ = ["record_entities", "show_ocop"]
