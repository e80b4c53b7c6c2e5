"""Lists as tables and spreadsheets, one file per noun."""
