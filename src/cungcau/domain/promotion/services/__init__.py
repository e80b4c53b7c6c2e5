"""The only writers of events, display points and memoranda."""
