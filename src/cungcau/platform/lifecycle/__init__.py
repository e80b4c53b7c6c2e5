"""The one way to change a state."""
