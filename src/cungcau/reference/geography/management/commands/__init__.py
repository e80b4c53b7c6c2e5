"""Commands of this app, thin over its services."""
