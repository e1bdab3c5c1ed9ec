"""What would be refused, said before it is sent: the causes of Katalog V6 and of our own reviewers, as rules."""
