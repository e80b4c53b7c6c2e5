"""Messages to people, as data."""
