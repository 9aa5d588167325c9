"""Areas with P-codes, names, validity and lineage."""
