"""The parts of the site that are made from the checkout: tables, lists of names, results."""
