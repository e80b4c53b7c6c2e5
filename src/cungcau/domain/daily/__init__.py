"""The daily report, made from tickets and deliveries."""
