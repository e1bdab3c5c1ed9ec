"""Does search answer as people of Lebak would? A small catalogue made for it, questions, and judged answers."""
