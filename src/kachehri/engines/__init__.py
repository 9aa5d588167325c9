"""Django without a domain noun: what every domain stands on."""
