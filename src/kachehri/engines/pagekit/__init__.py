"""Layout, partials, forms and the style page."""
