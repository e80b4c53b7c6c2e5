"""Words every part of the product shares; standard library only."""
