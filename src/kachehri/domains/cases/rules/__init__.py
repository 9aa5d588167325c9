"""Who may see and do what with a matter, what is taken at intake, how it is found and counted."""
