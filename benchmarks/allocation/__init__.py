"""The planning engine against its rivals: time, memory, kg sold, the worst-off share and cost."""
