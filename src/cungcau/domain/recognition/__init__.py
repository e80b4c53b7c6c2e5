"""What follows an OCOP certificate: renewal in time, inspections, revocation, public look-up, the figures."""
