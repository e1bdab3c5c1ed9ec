"""People: users, sign-in, roles and one-time form keys."""
