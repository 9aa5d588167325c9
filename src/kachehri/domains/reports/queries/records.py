"""What teams wrote down for a report, as pages and the report itself read it."""
