"""The room's places in the main menu."""
