"""Background work on plans."""

from cungcau.domain.matching import services
from cungcau.domain.matching.services.ledger import CARRY
from cungcau.domain.matching.services.plans import COMPUTE
from cungcau.platform.jobs.registry import Stop, register

register(COMPUTE, services.compute_plan, on_abandon=services.plan_abandoned, stop=Stop.KEEPS)
register(CARRY, services.carry_ledger)
