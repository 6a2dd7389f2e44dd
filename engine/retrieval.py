"""Which of many short texts have to do with a message: by the words they share, in any script."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Sequence

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN")
"""Scripts that put no space between words, by how Unicode names their letters: their words are pairs of letters."""


_FUNCTION_WORDS = (
    "a an the and or but if of in on at to from by for with as is are was were be am been it its this that these "
    "i me my you your he him his she her we us our they them their do does did have has had can could will would "
    "what which who how when where why there not no yes so about s t m re ve ll d "
    "der die das den dem des ein eine einen einem einer und oder aber wenn von im in an am auf zu zum zur mit für "
    "als ist sind waren sein bin bist ich mich mir mein meine meinen meinem meiner du dich dir dein deine er "
    "ihn ihm sie ihr wir uns unser es was wer wie wann wo warum nicht kein keine ja nein habe haben kann wird "
    "le la les l un une des du de et ou mais si dans sur à au aux en par pour avec est sont était être suis je me "
    "moi mon ma mes tu te toi ton ta tes il lui elle nous notre vous votre ils ce cet cette ces que qui quoi quel "
    "quelle quand où ne pas oui non a ai as j d c qu n "
    "el los las lo unos unas del y o pero en con es era ser soy yo mi mis tú tu tus él ella su sus nos qué "
    "quién cómo cuándo dónde por para al se no sí he ha tengo tiene "
    "os as um uma do da dos das e ou em no na com é são sou eu meu minha seu sua ele ela que quem como quando "
    "onde não sim tenho tem "
    "il lo gli i uno di dello della dei e ma nel nella con sono era essere io mio mia miei tuo tua lui lei che chi "
    "quando non sì ho ha hai per "
    "het een en of maar op aan te naar voor met als zijn ben ik mij mijn jij je jouw hij hem zij ze wij we ons "
    "wat wie hoe wanneer waar waarom niet geen ja nee heb heeft kan"
)
"""What nearly every sentence has, in languages with spaces: English, German, French, Spanish, Portuguese, Italian,
Dutch; but words that say something in another of them (son, hat, war). A handful of facts is too few to tell such words
by their frequency."""


COMMON = frozenset(_FUNCTION_WORDS.split())

_SPACED = re.compile(r"[\x00-\u02ff\u0370-\u0482\u048a-\u0590\u1e00-\u1fff\u2000-\u206f]*")
"""Latin, Greek, Cyrillic and Armenian without marks of their own, and punctuation: words are what stands between spaces
and signs there."""
_WORD = re.compile(r"[^\W_]+")


class FactIndex:
    """Finds those of many short texts that a message has to do with. Made once, it looks at the message only."""

    def __init__(self, facts: Sequence[str]) -> None:
        self._facts = tuple(facts)
        self._holders: dict[str, list[int]] = {}
        for at, fact in enumerate(self._facts):
            for word in set(words(fact)) - COMMON:
                self._holders.setdefault(word, []).append(at)

    def __len__(self) -> int:
        return len(self._facts)

    def relevant(self, text: str, most: int) -> list[str]:
        """The facts that share words with `text`, the most telling first, at most `most`.

        A shared word counts by how few facts have it (inverse document frequency as in BM25: Robertson and Zaragoza,
        The Probabilistic Relevance Framework, 2009, formula 3.3, raised by one so that it is above zero). A word that
        more than half of three or more facts have says nothing of which is meant and does not count, and neither do
        those that nearly every sentence has. Ties keep the order given.
        """
        count = len(self._facts)
        scores: dict[int, float] = {}
        for word in set(words(text)):
            holders = self._holders.get(word, ())
            if count < 3 or 2 * len(holders) <= count:
                weight = math.log(1 + (count - len(holders) + 0.5) / (len(holders) + 0.5))
                for at in holders:
                    scores[at] = scores.get(at, 0.0) + weight
        best = sorted(scores, key=lambda at: (-scores[at], at))
        return [self._facts[at] for at in best[:most]]


def with_memories(system_message: str, facts: Sequence[str]) -> str:
    """The system message, and after it what is known about the person: one text, in training as in use."""
    if not facts:
        return system_message
    known = "\n".join(("What you know about the person:", *(f"- {fact}" for fact in facts)))
    return f"{system_message}\n\n{known}" if system_message.strip() else known


def words(text: str) -> Iterator[str]:
    """The words of `text` without case and form; pairs of letters where the script puts no space between words."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    if _SPACED.fullmatch(plain):  # as most texts are; a look at each letter takes twenty times as long
        yield from _WORD.findall(plain)
        return
    for run, unspaced in _runs(plain):
        if unspaced and len(run) > 1:
            yield from (run[at : at + 2] for at in range(len(run) - 1))
        else:
            yield run


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    """Stretches of letters, marks and digits, and whether their script is written without spaces."""
    run, unspaced = "", False
    for character in text:
        kind = unicodedata.category(character)[0]
        if kind == "M":  # A vowel sign or an accent belongs to the letter before it.
            run += character
            continue
        belongs = kind in "LN"
        other = unicodedata.name(character, "").startswith(_UNSPACED) if belongs else unspaced
        if run and (not belongs or other != unspaced):
            yield run, unspaced
            run = ""
        if belongs:
            run += character
            unspaced = other
    if run:
        yield run, unspaced
