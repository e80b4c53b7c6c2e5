"""How trips are found; everything outside calls :func:`cungcau.engines.routing.plan_trips`."""
