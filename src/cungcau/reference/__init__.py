"""Facts the domain refers to: administrative units, commodities, seasons."""
