"""Pages: one's notices, and the outbox of messages that leave the site."""
