"""Charts as SVG made when an edition is made, with words for those who cannot see them."""
