"""Serials of a whole span of the counter at once: the permutation of `qr.serials`, a round for all of them at a time.

`qr.serials.make_serial` stays the description; a test holds both side by side.
"""

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from qr.crockford import ALPHABET
from qr.serials import CAPACITY, GENERATIONS, HALVES, LABEL, LENGTH, ROUNDS

_LETTERS = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
_BLOCK = 16


def make_serials(key: bytes, generation: int, first: int, last: int) -> list[str]:
    """The serials of the counter values first .. last, in their order."""
    if not (0 <= first <= last < CAPACITY and 0 <= generation < GENERATIONS):
        raise ValueError(f"numbers {first} to {last} of generation {generation} are no span of the counter")
    hidden = permute(key, np.arange(first, last + 1, dtype=np.uint64))
    letters = np.empty((len(hidden), LENGTH), dtype=np.uint8)
    letters[:, 0] = _LETTERS[generation]
    for place in range(1, LENGTH):
        letters[:, place] = _LETTERS[hidden >> np.uint64(5 * (LENGTH - 1 - place)) & np.uint64(31)]
    return letters.view(f"S{LENGTH}").ravel().astype(f"U{LENGTH}").tolist()


def permute(key: bytes, numbers: np.ndarray) -> np.ndarray:
    """The Feistel network over every number (uint64, below 2^55)."""
    aes = Cipher(algorithms.AES(key), modes.ECB()).encryptor()  # noqa: S305  see qr.serials
    blocks = np.zeros((len(numbers), _BLOCK // 4), dtype=">u4")
    blocks[:, :2] = np.frombuffer(LABEL, dtype=">u4")
    left, right = numbers >> np.uint64(HALVES[1]), numbers & np.uint64((1 << HALVES[1]) - 1)
    for turn in range(ROUNDS):
        blocks[:, 2], blocks[:, 3] = turn, right
        # of a block's last 8 bytes the low 4 are enough: a half has no more than 28 bits
        answer = np.frombuffer(aes.update(blocks.tobytes()), dtype=">u4")[3::4].astype(np.uint64)
        left, right = right, left + answer & np.uint64((1 << HALVES[turn % 2]) - 1)
    return left << np.uint64(HALVES[1]) | right
