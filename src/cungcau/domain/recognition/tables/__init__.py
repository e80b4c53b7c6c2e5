"""The room's lists as tables and spreadsheets."""
