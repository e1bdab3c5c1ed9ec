"""What people type in the field and at the other end of the link."""
