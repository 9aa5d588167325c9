"""Pakistan: tiers, indicators, sources, figures, report kinds."""
