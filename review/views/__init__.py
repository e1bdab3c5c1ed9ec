"""Pages of the desk: the queue, one's own tasks, what was decided, and the base of every review page."""
