"""Cut the 250,000 pieces of the pretrained vocabulary to those the served languages use.

Word frequencies of each language (package ``wordfreq``) are spread over the pieces their words
split into; a piece stays when its expected frequency in any served language is high enough. Single
characters of the served scripts always stay, so that no served word becomes unknown.
"""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import sentencepiece as spm
from sentencepiece import sentencepiece_model_pb2 as protobuf

from training.pretrained import Pretrained
from training.treebanks import Sentence

LANGUAGES = ("de", "en", "fr", "es", "it", "pl", "ru", "uk", "tr", "ar", "fa", "he", "zh", "ko")
GERMAN_SHARE = 3.0  # the first language is served best: its pieces weigh more in the ranking


def pieces_kept(model: Pretrained, size: int, sentences: Iterable[Sentence] = ()) -> list[int]:
    """Ids of the `size` pieces kept, in the old order; `sentences` are counted beside the lists."""
    from wordfreq import get_frequency_dict

    processor = sentencepiece_model(model, list(range(len(model.pieces))))
    weight: dict[int, float] = defaultdict(float)
    for language in LANGUAGES:
        share = GERMAN_SHARE if language == "de" else 1.0
        frequencies = get_frequency_dict(language, wordlist="best")
        for word, frequency in frequencies.items():
            forms = {word: 0.7, word.capitalize(): 0.3} if word != word.capitalize() else {word: 1.0}
            for form, part in forms.items():
                for piece in processor.encode("▁" + form):
                    weight[piece] += frequency * part * share
                if language == "zh":  # written without spaces
                    for piece in processor.encode(form):
                        weight[piece] += frequency * part * share
    counted: dict[str, Counter[int]] = defaultdict(Counter)
    for sentence in sentences:
        for word, space in zip(sentence.words, sentence.space_before, strict=True):
            counted[sentence.language].update(processor.encode(("▁" if space else "") + word))
    for language, pieces in counted.items():
        total = sum(pieces.values())
        share = GERMAN_SHARE if language == "de" else 1.0
        for piece, count in pieces.items():
            weight[piece] += share * count / total
    special = list(range(4))
    always = [i for i, piece in enumerate(model.pieces) if i > 3 and _is_basic(piece)]
    ranked = sorted(weight, key=lambda piece: -weight[piece])
    kept = set(special) | set(always)
    for piece in ranked:
        if len(kept) >= size:
            break
        kept.add(piece)
    for piece in range(len(model.pieces)):  # fill up by the old rank, which follows frequency
        if len(kept) >= size:
            break
        if all(_is_served(c) for c in model.pieces[piece]):
            kept.add(piece)
    return sorted(kept)


def _is_served(character: str) -> bool:
    code = ord(character)
    return (
        code < 0x0590  # Latin, Greek, Cyrillic
        or 0x0590 <= code < 0x0780  # Hebrew, Arabic
        or 0x1E00 <= code < 0x2600  # Latin additions, punctuation, signs, the word mark
        or 0x3000 <= code < 0x3040
        or 0x4E00 <= code < 0xA000
        or 0xAC00 <= code < 0xD7B0
        or 0xFF00 <= code < 0xFFF0
    )


def _is_basic(piece: str) -> bool:
    """Single characters, numbers and marks of served scripts, with or without the word mark."""
    body = piece.removeprefix("▁")
    return all(map(_is_served, piece)) and (len(body) <= 1 or not any(map(str.isalpha, body)))


def sentencepiece_model(model: Pretrained, kept: list[int]) -> spm.SentencePieceProcessor:
    """A unigram SentencePiece model over the kept pieces; ids are positions in `kept`."""
    return spm.SentencePieceProcessor(model_proto=_proto(model, kept))


def write_sentencepiece_model(model: Pretrained, kept: list[int], path: Path) -> None:
    """Write the pruned model for the package."""
    path.write_bytes(_proto(model, kept))


def _proto(model: Pretrained, kept: list[int]) -> bytes:
    proto = protobuf.ModelProto()
    proto.trainer_spec.model_type = protobuf.TrainerSpec.UNIGRAM
    proto.trainer_spec.bos_id, proto.trainer_spec.pad_id = 0, 1
    proto.trainer_spec.eos_id, proto.trainer_spec.unk_id = 2, 3
    proto.trainer_spec.vocab_size = len(kept)
    proto.normalizer_spec.CopyFrom(_normaliser())
    proto.normalizer_spec.add_dummy_prefix = False
    proto.normalizer_spec.remove_extra_whitespaces = False
    proto.normalizer_spec.escape_whitespaces = True
    kind = protobuf.ModelProto.SentencePiece
    for new, old in enumerate(kept):
        piece = proto.pieces.add()
        piece.piece, piece.score = model.pieces[old], float(model.scores[old])
        piece.type = kind.UNKNOWN if new == 3 else kind.CONTROL if new < 3 else kind.NORMAL
    return bytes(proto.SerializeToString())


def _normaliser() -> protobuf.NormalizerSpec:
    """The compiled nmt_nfkc table, taken from a throw-away model."""
    out = io.BytesIO()
    lines = ["a b c d e f g", "b c d a f e"] * 20
    spm.SentencePieceTrainer.train(
        sentence_iterator=iter(lines),
        model_writer=out,
        vocab_size=12,
        model_type="unigram",
        normalization_rule_name="nmt_nfkc",
        hard_vocab_limit=False,
        minloglevel=2,
    )
    proto = protobuf.ModelProto()
    proto.ParseFromString(out.getvalue())
    return proto.normalizer_spec


def pruned_rows(model: Pretrained, kept: list[int]) -> np.ndarray:
    """Embedding rows of the kept pieces, shape (len(kept), hidden)."""
    table = model.tensors["emb.word"].reshape(model.rows, model.hidden)
    return np.ascontiguousarray(table[kept])
