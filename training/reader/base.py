"""What adapt.py wrote: the pieces that are kept, and the encoder before or after it was adapted."""

from __future__ import annotations

import json
from pathlib import Path

import e5file
import torch
from encoder import Encoder
from tokenizers import Tokenizer
from vocabulary import tokenizer_of


def tokenizer_at(base: Path) -> Tokenizer:
    """The tokenizer of the pieces that adapt.py kept."""
    e5 = e5file.load(e5file.installed())
    return tokenizer_of([e5.pieces[n] for n in json.loads((base / "kept.json").read_text())])


def encoder_at(base: Path, name: str) -> Encoder:
    """The encoder of that name that adapt.py wrote."""
    state = torch.load(base / name)
    encoder = Encoder(state["word.weight"].shape[0])
    encoder.load_state_dict(state)
    return encoder
