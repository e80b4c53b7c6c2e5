"""Figures as people reported them, side by side, and the questions that doubtful ones raise."""
