"""What is said when this app refuses, and what the trail and people are told; one file per noun."""

from cungcau.domain.ocop.messages import certificates, dossiers, evidence, products, road, road_notices, rules

__all__ = ["certificates", "dossiers", "evidence", "products", "road", "road_notices", "rules"]
