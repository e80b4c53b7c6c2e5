"""Pages of figures and of questions about them."""
