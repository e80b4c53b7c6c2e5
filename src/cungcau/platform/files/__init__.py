"""Files people send, kept below ``var/files`` under their hash."""
