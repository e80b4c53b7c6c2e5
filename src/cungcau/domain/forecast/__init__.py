"""What will be harvested, week by week: low, likely, high; revised, rolled up, held against what came."""
