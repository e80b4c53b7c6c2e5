"""How long a province of forecasts takes to be summed."""
