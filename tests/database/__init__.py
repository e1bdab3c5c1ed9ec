"""What the database itself refuses, whoever asks and however."""
