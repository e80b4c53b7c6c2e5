"""Programme plans: what an office set out to do, with figures, tasks and money tied to the work."""
