"""The part of the grammar that reads days, periods, ranges of them and deadlines."""
