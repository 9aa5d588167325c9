"""The API for programs, read-only and open to everybody: /api/v1/."""
