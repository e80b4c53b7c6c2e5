"""One app per concept of selling a harvest, in the order goods travel."""
