"""Rewriting a graph into a cheaper one."""
