"""The metrics themselves, on tiny examples whose figures can be counted by hand."""

import json
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks import claims, corpora, floors, halves, language, quotes, seed
from benchmarks.__main__ import main, readable
from benchmarks.figures import matched, per_cent, precision_recall_f1
from training.treebanks import Sentence


@dataclass
class Tag:
    upos: str
    head: int
    relation: str
    name: str = "O"


def sentence(words, upos, heads, relations, names=None):
    return Sentence(
        "de", words, [True] * len(words), upos=upos, heads=heads, relations=relations, names=names
    )


class TestFigures:
    def test_precision_recall_f1_of_nothing_is_zero(self):
        assert precision_recall_f1(0, 0, 0) == {"p": 0.0, "r": 0.0, "f1": 0.0}

    def test_precision_recall_f1_counts(self):
        assert precision_recall_f1(3, gold=4, predicted=6) == {"p": 50.0, "r": 75.0, "f1": 60.0}

    def test_per_cent_rounds_to_one_place(self):
        assert per_cent(2 / 3) == 66.7

    def test_matched_takes_the_best_pair_first_and_each_side_once(self):
        assert matched([(0.6, 0, 0), (0.7, 0, 1), (0.8, 1, 1)]) == [(1, 1), (0, 0)]


class TestLanguage:
    gold = sentence(
        ["Drohnen", "wurden", "geliefert", "."],
        ["NOUN", "AUX", "VERB", "PUNCT"],
        [3, 3, 0, 3],
        ["nsubj:pass", "aux:pass", "root", "punct"],
    )

    def test_subtypes_do_not_count_and_punctuation_is_left_out(self):
        found = [Tag("NOUN", 2, "nsubj"), Tag("AUX", 2, "aux"), Tag("VERB", -1, "root"), Tag("SYM", 0, "dep")]
        figures = language.attachment_figures(language.count_attachments([self.gold], [found]))
        assert figures == {"uas": 100.0, "las": 100.0, "upos": 75.0, "sentences": 1}

    def test_a_wrong_relation_costs_las_and_a_wrong_head_both(self):
        found = [
            Tag("NOUN", 2, "obj"),
            Tag("AUX", 0, "aux"),
            Tag("VERB", -1, "root"),
            Tag("PUNCT", 2, "punct"),
        ]
        figures = language.attachment_figures(language.count_attachments([self.gold], [found]))
        assert (figures["uas"], figures["las"]) == (66.7, 33.3)

    def test_a_sentence_with_words_missing_is_refused(self):
        with pytest.raises(ValueError):
            language.count_attachments([self.gold], [[Tag("NOUN", 2, "nsubj")]])

    @pytest.mark.parametrize(
        ("tags", "names"),
        [
            (["O", "O"], []),
            (["B-ORG"], [(0, 1, "ORG")]),
            (["B-PER", "I-PER", "B-PER"], [(0, 2, "PER"), (2, 3, "PER")]),
            (["I-LOC", "O", "B-LOC", "I-ORG"], [(0, 1, "LOC"), (2, 3, "LOC"), (3, 4, "ORG")]),
        ],
    )
    def test_names_from_tags(self, tags, names):
        assert list(language.iter_names(tags)) == names

    def test_a_name_is_right_only_with_its_whole_span_and_type(self):
        gold = sentence(["Ada", "Lovelace", "in", "Bern"], None, None, None, ["B-PER", "I-PER", "O", "B-LOC"])
        found = [Tag("", 0, "", name) for name in ("B-PER", "O", "O", "B-LOC")]
        figures = language.name_figures([gold], [found])
        assert (figures["p"], figures["r"]) == (50.0, 50.0)

    def test_every_4th_keeps_what_training_leaves_out(self, tmp_path):
        block = "# sent_id = {0}\n1\tWort{0}\tWort\tNOUN\t_\t_\t0\troot\t_\t_\n\n"
        file = tmp_path / "tiny.conllu"
        file.write_text("".join(block.format(i) for i in range(9)), encoding="utf-8")
        rows = [{"language": "de", "take": take, "file": "tiny"} for take in ("all", "every-4th", "some")]
        assert len(list(language.iter_test_sentences(rows[0], file))) == 9
        kept = [s.words[0] for s in language.iter_test_sentences(rows[1], file)]
        assert kept == ["Wort0", "Wort4", "Wort8"]
        with pytest.raises(ValueError, match="some"):
            list(language.iter_test_sentences(rows[2], file))


class TestQuotes:
    text = "Die Brücke sei gesperrt, sagte eine Sprecherin der Stadt Bern am Abend. Er fährt um."
    content, speaker = (0, 23), (31, 61)

    def article(self, kind="Indirect", speaker=None):
        row = {"quote": [list(self.content)], "speaker": [list(speaker or self.speaker)], "type": kind}
        return {"id": "1", "text": self.text, "annotations": [row]}

    def found(self, spans, speaker):
        def span(bounds):
            return SimpleNamespace(start=bounds[0], end=bounds[1])

        said_by = span(speaker) if speaker else None
        return SimpleNamespace(spans=tuple(map(span, spans)), speaker=said_by, cue=None, manner="indirect")

    def figures(self, article, *found):
        gold = list(quotes.iter_gold(article))
        return quotes.figures(quotes.count(gold, list(quotes.iter_found(self.text, found))))

    def test_head_is_the_last_capitalised_word_or_the_last(self):
        assert self.text[slice(*quotes.head(self.text, *self.speaker))] == "Bern"
        assert quotes.head("wie er sagt", 0, 6) == (4, 6)

    def test_quotation_and_speaker_right(self):
        result = self.figures(self.article(), self.found([(0, 24)], (36, 61)))
        assert result["quotation"]["f1"] == result["with_speaker"]["f1"] == 100.0
        assert result["recall"]["Indirect"] == 100.0

    def test_speaker_without_the_head_is_wrong(self):
        result = self.figures(self.article(), self.found([(0, 24)], (31, 46)))
        assert (result["quotation"]["f1"], result["with_speaker"]["f1"]) == (100.0, 0.0)
        assert result["speaker_accuracy"] == 0.0

    def test_less_than_half_of_the_content_is_not_found(self):
        assert self.figures(self.article(), self.found([(0, 10)], None))["quotation"]["f1"] == 0.0

    def test_far_more_than_the_content_is_not_found(self):
        assert self.figures(self.article(), self.found([(0, len(self.text))], None))["quotation"]["f1"] == 0.0

    def test_free_indirect_speech_is_neither_right_nor_wrong(self):
        result = self.figures(self.article("FreeIndirect"), self.found([(0, 24)], None))
        assert (result["gold"], result["predicted"]) == (0, 0)

    def test_no_speaker_is_right_where_the_gold_has_none(self):
        article = self.article()
        article["annotations"][0]["speaker"] = []
        assert self.figures(article, self.found([(0, 24)], None))["with_speaker"]["f1"] == 100.0
        assert self.figures(article, self.found([(0, 24)], (31, 61)))["with_speaker"]["f1"] == 0.0

    def test_two_findings_of_one_quotation_count_once(self):
        result = self.figures(self.article(), self.found([(0, 24)], None), self.found([(0, 16)], None))
        assert result["quotation"] == {"p": 50.0, "r": 100.0, "f1": 66.7}

    def test_errors_show_the_words(self):
        gold = list(quotes.iter_gold(self.article()))
        (line,) = quotes.errors(self.article(), gold, [])
        assert "missed" in line and "Die Brücke sei gesperrt" in line


SCORER = """
def span(claim, text, title): return None
def match(gold, predicted, level):
    return [(i, j) for i, g in enumerate(gold) for j, p in enumerate(predicted) if g["event"] == p["event"]]
def countries(codes): return frozenset(codes or ())
def same_date(a, b): return a == b
"""


class TestClaims:
    def gold_folder(self, tmp_path):
        for i, lang in enumerate(["de", "en", "de"]):
            row = {"id": f"r{i}", "lang": lang, "published": "2024-06", "text": "Text.", "claims": []}
            (tmp_path / f"r{i}.json").write_text(json.dumps(row), encoding="utf-8")
        return tmp_path

    def test_choose_by_language(self, tmp_path):
        folder = self.gold_folder(tmp_path)
        assert [g["id"] for g in claims.choose(folder, "de", "all")] == ["r0", "r2"]
        assert len(claims.choose(folder, "all", "unread")) == 3

    def test_choose_nothing_is_an_error_that_says_so(self, tmp_path):
        with pytest.raises(corpora.MissingCorpusError, match="half read"):
            claims.choose(self.gold_folder(tmp_path), "de", "read")

    def test_the_reader_never_sees_the_gold_claims(self):
        gold = {"id": "a", "lang": "de", "published": None, "text": "Text.", "claims": [{"event": "AID"}]}
        assert "claims" not in claims.as_input(gold)

    def test_halves_share_no_article_and_new_ones_are_unread(self):
        read = halves.read_half()
        assert halves.is_in_half("new", "unread", read) and not halves.is_in_half("new", "read", read)
        assert all(halves.is_in_half(i, "read", read) and halves.is_in_half(i, "all", read) for i in read)

    def test_errors_keep_to_the_read_half_where_there_is_one(self, tmp_path):
        folder = self.gold_folder(tmp_path)
        assert claims.default_half(folder, errors=True) == "all"
        listed = sorted(halves.read_half())[0]
        (folder / f"{listed}.json").write_text("{}", encoding="utf-8")
        assert claims.default_half(folder, errors=True) == "read"
        assert claims.default_half(folder, errors=False) == "all"

    def test_seed_says_which_claims_are_found(self, tmp_path):
        (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
        scorer = claims.load_scorer(tmp_path / "score.py")
        claim = {
            "actors": ["NOR"],
            "targets": ["UKR"],
            "speakers": [],
            "date": "2024-06",
            "status": "planned",
        }
        gold = {"text": "Text.", "claims": [claim | {"event": "AID"}, claim | {"event": "ACCUSE"}]}
        predicted = [claim | {"event": "AID", "status": "occurred"}, claim | {"event": "THREATEN"}]
        result = seed.compare(scorer, gold, predicted)
        assert (result["found"], result["claims"], result["precision"]) == (1, 2, 0.5)
        assert (result["status"], result["date"]) == (0.0, 1.0)
        assert [line.split()[0] for line in result["each"] + result["extra"]] == ["found", "missed", "extra"]

    def test_seed_with_no_claims_at_all(self, tmp_path):
        (tmp_path / "score.py").write_text(SCORER, encoding="utf-8")
        scorer = claims.load_scorer(tmp_path / "score.py")
        result = seed.compare(scorer, {"text": "Text.", "claims": []}, [])
        assert (result["found"], result["precision"], result["status"]) == (0, 0.0, 0.0)


class TestFloors:
    @pytest.mark.parametrize(
        ("bounds", "measured", "held"),
        [
            ({"at_least": 85.0}, 85.0, True),
            ({"at_least": 85.0}, 84.9, True),
            ({"at_least": 85.0}, 84.7, False),
            ({"at_most": 1.0}, 1.1, True),
            ({"at_most": 1.0}, 1.5, False),
            ({"at_least": 0.0}, None, False),
        ],
    )
    def test_a_floor_gives_by_its_epsilon_only(self, bounds, measured, held):
        floor = floors.Floor(benchmark="b", figure="f", epsilon=0.2, **bounds)
        assert floor.is_held_by(measured) is held

    def test_a_floor_has_one_bound(self):
        with pytest.raises(ValueError, match="at_least or at_most"):
            floors.Floor(benchmark="b", figure="f", epsilon=0.0)

    def test_figure_at_a_dotted_path(self):
        result = {"dyad": {"f1": 0.3}, "name": "x"}
        assert floors.figure_of(result, "dyad.f1") == 0.3
        assert floors.figure_of(result, "dyad.f2") is None
        assert floors.figure_of(result, "name") is None

    def floors_file(self, tmp_path, at_least):
        file = tmp_path / "floors.toml"
        file.write_text(
            f'[[floor]]\nbenchmark = "seed"\nfigure = "found"\nat_least = {at_least}\nepsilon = 0\n',
            encoding="utf-8",
        )
        return str(file)

    @pytest.mark.parametrize(("at_least", "code"), [(14, 0), (15, 1)])
    def test_exit_code_says_whether_all_hold(self, tmp_path, monkeypatch, capsys, at_least, code):
        monkeypatch.setattr(floors, "SHARED", tmp_path)
        monkeypatch.setattr(floors, "measure", lambda name: {"found": 14})
        assert main(["floors", "--floors", self.floors_file(tmp_path, at_least)]) == code
        assert ("BROKEN" in capsys.readouterr().out) is bool(code)

    def test_without_corpora_it_says_so_and_measures_what_needs_none(self, tmp_path, monkeypatch, capsys):
        measured = []
        monkeypatch.setattr(floors, "SHARED", tmp_path / "nowhere")
        monkeypatch.setattr(floors, "measure", lambda name: measured.append(name) or {"found": 14})
        file = Path(self.floors_file(tmp_path, 14))
        for number, code in ((14, 0), (15, 1)):
            floor = f'[[floor]]\nbenchmark = "ledger"\nfigure = "found"\nat_least = {number}\nepsilon = 0\n'
            file.write_text(file.read_text(encoding="utf-8") + floor, encoding="utf-8")
            assert main(["floors", "--floors", str(file)]) == code
        assert "no corpora at" in capsys.readouterr().out
        assert set(measured) == {"ledger"}

    def test_a_changed_corpus_is_named(self, tmp_path, monkeypatch):
        monkeypatch.setattr(floors, "SHARED", tmp_path)
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / "a.txt").write_text("eins", encoding="utf-8")
        row = {"path": "texts", "sha256": corpora.corpus_hash(tmp_path / "texts")}
        assert list(floors.changed_corpora([row])) == []
        (tmp_path / "texts" / "a.txt").write_text("zwei", encoding="utf-8")
        assert list(floors.changed_corpora([row])) == ["texts"]

    def test_every_floor_of_the_listing_is_well_formed(self):
        listing = floors.tomllib.loads(floors.LISTING.read_text(encoding="utf-8"))
        assert all(floors.Floor(**row).bound for row in listing["floor"])


class TestEntry:
    def test_missing_corpus_is_exit_code_2(self, tmp_path, capsys):
        assert main(["seed", "--gold", str(tmp_path / "no.json"), "--scorer", str(tmp_path / "no.py")]) == 2
        assert "no corpus at" in capsys.readouterr().err

    def test_readable_keeps_rows_together(self):
        lines = list(readable({"reports": 2, "dyad": {"p": 0.5, "r": 0.25}, "trees": {"de": {"las": 85.0}}}))
        assert lines[1].split() == ["dyad", "p", "0.5", "r", "0.25"]
        assert lines[2:] == ["trees", "  de             las 85.0"]
