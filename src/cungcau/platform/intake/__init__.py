"""Tables that people send: read, checked, previewed, applied as a job."""
