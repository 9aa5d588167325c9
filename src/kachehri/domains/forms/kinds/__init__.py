"""What a pack fills in about forms: instruments, their scores, what feeds an indicator."""
