"""The room `claims`: an owner says that an imported business is hers, a reviewer decides."""
