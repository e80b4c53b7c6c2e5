"""What was done, by whom, in a chain nobody can rewrite unseen."""
