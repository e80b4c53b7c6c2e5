"""Lists as tables and as spreadsheets."""
