"""Pages about people: the entrance, the second factor, one's own account, the roles."""
