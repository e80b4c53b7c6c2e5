"""What templates load: ``ui``, ``charts``, ``tables``, ``problems``."""
