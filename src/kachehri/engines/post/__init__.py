"""Messages of every channel: what came in is kept raw first, what goes out waits in an outbox."""
