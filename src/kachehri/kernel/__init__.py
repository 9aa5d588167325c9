"""Plain Python without Django: rules, text of three scripts, numbers and dates, the Merkle log."""
