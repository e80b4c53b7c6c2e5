"""The base page, its components, charts and map."""
