"""What a machine without any registry needs, and whether it has it."""
