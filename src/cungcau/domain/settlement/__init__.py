"""What each household is owed and was paid."""
