"""The fair plan: who sells what to whom, through which point, on which day, and why.

The public face is :func:`allocate`, :func:`replan` and :func:`explain`, with the words of
:mod:`cungcau.engines.allocation.model`; files are read and written by ``read`` and ``write``, and a plan is
verified, without any of the solver's code, by ``check``.
"""

from cungcau.engines.allocation.explain import Explanation, explain
from cungcau.engines.allocation.replan import ChangedLine, replan
from cungcau.engines.allocation.solve import allocate

__all__ = ["ChangedLine", "Explanation", "allocate", "explain", "replan"]
