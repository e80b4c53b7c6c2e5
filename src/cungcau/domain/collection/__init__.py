"""Booked slots at collection points, goods weighed in, tickets."""
