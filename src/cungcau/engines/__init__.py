"""Pure algorithms: plain values in, plain values with reasons out; no Django, no database."""
