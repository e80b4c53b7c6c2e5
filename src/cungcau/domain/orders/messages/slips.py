"""What is said of harvest slips."""
