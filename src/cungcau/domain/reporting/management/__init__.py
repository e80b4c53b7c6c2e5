"""Commands of the site on show."""
