"""What took place: programmes, batches, sessions, attendance, certificates, JP."""
