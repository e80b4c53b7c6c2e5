"""Pages about plans; they read through selectors and change things only through services."""
