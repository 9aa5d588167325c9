"""Files of tools for qualitative research: REFI-QDA, and the codebooks of Taguette."""
