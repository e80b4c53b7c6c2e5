"""Papers as docx and PDF."""
