"""The operations: one table behind inference, evaluation, cost and rewriting."""
