"""Finding products by words: the search row (`document`), words (`words`, `typo`), the question (`query`), cards."""
