"""Pages about personal data: the owner's own, and the desk's."""
