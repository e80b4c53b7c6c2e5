"""What the room's lists can be narrowed by."""
