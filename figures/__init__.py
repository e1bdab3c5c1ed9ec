"""The room `figures`: counts that do not drift, sourced figures, and other offices' lists."""
