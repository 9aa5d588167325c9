"""Long work with progress that page and command line both show."""
