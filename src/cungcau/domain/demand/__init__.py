"""What buyers ask for."""
