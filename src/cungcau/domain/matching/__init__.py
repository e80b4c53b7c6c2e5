"""The fair plan: computed, explained, compared, published."""
