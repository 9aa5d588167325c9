"""Forms: questionnaires, the answers that come in, samples, and the voices of interviews."""
