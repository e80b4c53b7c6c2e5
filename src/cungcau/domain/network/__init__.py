"""Collection points, who reaches them, and lanes to markets."""
