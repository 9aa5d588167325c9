"""Charts as SVG: small, free of scripts, titled, described, mirrored for Urdu and Sindhi."""

from kachehri.engines.charts.drawing import ChartProblem, draw

__all__ = ["ChartProblem", "draw"]
