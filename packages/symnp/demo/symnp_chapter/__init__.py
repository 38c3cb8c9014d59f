"""The sections of symnp's chapter: each has a program on real data, and shows what became of it."""
