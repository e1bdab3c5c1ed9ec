"""The roof: settings, addresses, roles, home and commands. May import every room; no room imports it."""
