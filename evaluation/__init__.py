"""What it gave: instruments, surveys, interviews, follow-up projects, impact."""
