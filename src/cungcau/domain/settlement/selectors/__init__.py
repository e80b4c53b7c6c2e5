"""Questions of this app."""
