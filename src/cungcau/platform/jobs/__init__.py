"""Long work in the background, with progress, that survives a killed worker."""
