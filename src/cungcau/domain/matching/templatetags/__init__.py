"""What plan pages draw."""
