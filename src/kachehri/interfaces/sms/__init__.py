"""Text messages and telephone: gateways hand over what came, and report what became of ours."""
