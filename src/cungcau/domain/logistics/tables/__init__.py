"""Tables of this app, one file per noun."""
