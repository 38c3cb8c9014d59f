"""The programs that symnp is held against the field on."""

from __future__ import annotations

from _symnp_programs import fields, headroom, learning, movement, pictures, small, tables
from _symnp_programs.program import Program

PROGRAMS: dict[str, Program] = {
    program.name: program
    for room in (movement, headroom, pictures, fields, learning, tables, small)
    for program in room.PROGRAMS
}
