"""What is said of orders and their terms."""
