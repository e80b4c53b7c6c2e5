"""Forms of events, display points and memoranda."""
