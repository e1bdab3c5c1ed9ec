"""The room `upkeep`: is a business still alive, and what in the register needs care."""
