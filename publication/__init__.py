"""What edition of the public catalogue is out, and whole pages kept in memory for as long as it is."""
