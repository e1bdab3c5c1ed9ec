"""The room `jobs`: work that takes longer than a page may, done by a worker, with a state everybody can see."""
