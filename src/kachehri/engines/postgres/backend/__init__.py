"""Django's PostgreSQL back end, which refuses to sign in as a superuser."""
