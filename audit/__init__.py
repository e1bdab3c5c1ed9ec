"""The diary: append-only record of who did what; lies lowest and imports nothing of ours."""
