"""Trade promotion: events, display points, and agreements signed that orders fulfil."""
