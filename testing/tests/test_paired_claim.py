from __future__ import annotations

import math
from pathlib import Path

import pytest

from monorepo_testing.paired import Claim, ClaimError, Contender, load_claim
from monorepo_testing.paired.contender import NAME
from monorepo_testing.paired.rounds import interleaved
from monorepo_testing.paired.target import load_file, load_target, target_text

HERE = Path(__file__).parent
ONE = Contender("one", "math:sqrt")
GOOD = {"name": "roots", "text": "Roots are fast.", "contenders": [ONE], "setup": "math:floor", "oracle": "math:sqrt"}


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"name": "a.b"}, "its name wants letters"),
        ({"contenders": []}, "contenders with different names, got \\[\\]"),
        ({"contenders": [ONE, ONE]}, "different names, got \\['one', 'one'\\]"),
        ({"check": "math:sqrt"}, "oracle or check, not both"),
        ({"setup": None}, "setup is missing"),
        ({"oracle": None}, "no figure without an oracle"),
        ({"tolerance": -1}, "tolerance is -1"),
        ({"tolerance": math.nan}, "tolerance is nan"),
        ({"sizes": []}, "at least one, got \\[\\]"),
        ({"sizes": [0.5]}, "sizes without dots"),
        ({"sizes": [1, "1"]}, "different sizes"),
        ({"rounds": 0}, "rounds >= 1"),
        ({"warmup": -1}, "warmup >= 0"),
        ({"repeat": 0}, "repeat >= 1, got 0"),
        ({"repeat": {2: 5}}, "repeat >= 1, got \\{2: 5\\}"),
        ({"timings": 0}, "timings >= 1"),
        ({"timeout": 0}, "timeout is 0"),
        ({"contenders": [ONE, Contender("b", "math:sqrt", absent={7: "why"})]}, "sizes that it has not: \\['7'\\]"),
        ({"contenders": [Contender("b", "math:sqrt", absent={1: "why"})]}, "first contender.* is absent"),
        ({"contenders": [Contender("b", "math:sqrt", rounds=1), ONE]}, "first contender.* leaves early"),
    ],
)
def test_a_claim_that_cannot_be_run_is_refused_by_name(change, text):
    Claim(**GOOD)
    with pytest.raises(ClaimError, match=f"claim .*: .*{text}"):
        Claim(**{**GOOD, **change})


def test_native_programs_that_print_their_residual_need_no_oracle():
    program = Contender("c", argv=["./c"])
    Claim(name="n", text="", contenders=[program])
    with pytest.raises(ClaimError, match="no figure without an oracle"):
        Claim(name="n", text="", contenders=[Contender("c", argv=["./c", "{result}"])], setup="math:floor")


@pytest.mark.parametrize("name", ["", "a.b", "a b", "a/b", "-a"])
def test_a_contender_with_an_unfit_name_is_refused(name):
    assert not NAME.fullmatch(name)
    with pytest.raises(ClaimError, match="is called"):
        Contender(name, "math:sqrt")


@pytest.mark.parametrize("given", [{}, {"call": "math:sqrt", "argv": ["./c"]}])
def test_a_contender_is_either_a_function_or_a_program(given):
    with pytest.raises(ClaimError, match="exactly one of the two"):
        Contender("a", **given)


def test_a_contender_takes_part_in_one_round_at_least():
    with pytest.raises(ClaimError, match="takes part in 0 rounds"):
        Contender("a", "math:sqrt", rounds=0)


def test_a_part_of_a_claim_has_some_sizes_some_contenders_and_always_the_first():
    late = Contender("late", "math:sqrt", absent={10: "too early", 20: "too early"})
    claim = Claim(**{**GOOD, "sizes": [10, 20, 30], "contenders": [ONE, Contender("two", "math:sqrt"), late]})
    part = claim.only(sizes=["20"], contenders=["late"])
    assert part.sizes == [20]
    assert [one.name for one in part.contenders] == ["one", "late"]
    assert part.contenders[1].absent == {20: "too early"}
    assert [one.name for one in claim.only().contenders] == ["one", "two", "late"]
    with pytest.raises(ClaimError, match=r"has no \['40'\]: it has \['10'"):
        claim.only(sizes=["40"])


def test_repeats_may_differ_by_size():
    claim = Claim(**{**GOOD, "sizes": [10, 1000], "repeat": {10: 50, 1000: 2}})
    assert [claim.repeat_for(size) for size in (10, 1000, 7)] == [50, 2, 0]


def test_turns_are_interleaved_within_each_round():
    claim = Claim(**{**GOOD, "contenders": [Contender(name, "math:sqrt") for name in "abc"]})
    turns = [(turn.round, turn.contender.name) for turn in interleaved(claim, 1, 2)]
    assert turns == [(1, "a"), (1, "b"), (1, "c"), (2, "a"), (2, "b"), (2, "c")]


def test_a_contender_leaves_after_its_rounds_and_stays_away_from_some_sizes():
    few, away = Contender("few", "math:sqrt", rounds=1), Contender("away", "math:sqrt", absent={1: "no"})
    claim = Claim(**{**GOOD, "contenders": [ONE, few, away]})
    turns = [(turn.round, turn.contender.name) for turn in interleaved(claim, 1, 2)]
    assert turns == [(1, "one"), (1, "few"), (2, "one")]


def test_a_claim_file_defines_its_claim_and_may_import_its_neighbours(tmp_path):
    (tmp_path / "neighbour_of_claim.py").write_text("def call(x): return x\n")
    (tmp_path / "some.py").write_text(
        "import neighbour_of_claim\nfrom monorepo_testing.paired import Claim, Contender\n"
        "def setup(n): return n\n"
        "CLAIM = Claim(name='s', text='', contenders=[Contender('a', neighbour_of_claim.call)], setup=setup,"
        " oracle=setup)\n"
    )
    claim = load_claim(tmp_path / "some.py")
    assert claim.name == "s"
    assert target_text(claim.contenders[0].call, here=tmp_path) == "neighbour_of_claim:call"
    text = target_text(claim.setup, here=tmp_path)
    assert text == f"{tmp_path / 'some.py'}:setup"
    assert load_target(text) is claim.setup


def test_a_file_without_a_claim_and_a_missing_file_are_named(tmp_path):
    (tmp_path / "empty.py").write_text("CLAIM = 3\n")
    with pytest.raises(ClaimError, match=r"empty\.py' defines no CLAIM"):
        load_claim(tmp_path / "empty.py")
    with pytest.raises(ClaimError, match=r"no Python file .*nowhere\.py"):
        load_claim(tmp_path / "nowhere.py")


def test_a_file_that_fails_to_import_can_be_tried_again(tmp_path):
    path = tmp_path / "broken.py"
    path.write_text("raise LookupError('first time')\n")
    with pytest.raises(LookupError, match="first time"):
        load_file(path)
    path.write_text("x = 2000\n")
    assert load_file(path).x == 2000


def test_targets_are_written_so_that_a_fresh_process_finds_them():
    assert target_text(math.sqrt, here=HERE) == "math:sqrt"
    assert target_text("math:sqrt", here=HERE) == "math:sqrt"
    assert target_text("x.py:f", here=HERE) == f"{HERE / 'x.py'}:f"
    assert load_target("math:sqrt") is math.sqrt
    assert load_target("pathlib:Path.cwd")() == Path.cwd()


@pytest.mark.parametrize("target", [lambda x: x, object(), "math", ":f", "math:"])
def test_what_a_fresh_process_cannot_find_is_refused(target):
    with pytest.raises(ClaimError, match="got the target"):
        target_text(target, here=HERE)


def test_a_missing_function_is_named():
    with pytest.raises(ClaimError, match="math holds no function 'skwrt'"):
        load_target("math:skwrt")
