"""Words by which an item about fear, threat, control or harm can be known, in several languages."""

from __future__ import annotations

import re
from typing import Literal

# Beginnings of words; "!" stands behind one that counts only as a whole word. Hurt is not among them: being hurt by
# words is asked in ordinary diaries, our own included.
_WORDS = {
    "English": "fear afraid scared frighten! frightened frightening terrif terror threat intimidat control coerc "
    "forced! hit! hits! hitting! beat! beaten! beating! slap shove! shoved! chok strangl violen harm! harmed! abus! "
    "abuse assault unsafe weapon stalk rape! raped! surveil",
    "German": "angst! ängste! furcht fürcht bedroh droh! drohung kontroll zwang! gezwungen zwingt! gewalt geschlagen "
    "schlägt! geohrfeigt gewürgt gestoßen verletzt! misshandel stalk! überwach",
    "French": "peur! crainte effray menac contrôl controle! contrain violen frapp giflé! étrangl battue! battu! harcel",
    "Spanish": "miedo temor! amenaz controla coacci forzad violen golpe pegó! pegado! abofete estrangul maltrat acos",
    "Italian": "paura timore! spavent minacc controll costrett costri violen picchi schiaff strangol maltratt",
    "Portuguese": "medo! ameaç ameac controle! controla coaç forçad violên bateu! estrangul maltrat agress",
    "Dutch": "bang! angst! bedreig dreig controle! controleer gedwongen dwang! geweld geslagen sloeg! gewurgd "
    "mishandel",
    "Polish": "strach! boję! lęk! groził grozi! groźb kontrol przemoc uderz zmusz dusi!",
    "Czech": "strach! bojím! hrozil výhruž kontrol násilí! uhodil nutil škrtil",
    "Turkish": "kork tehdit kontrol zorla şiddet! dövdü! vurdu! boğ!",
    "Swedish": "rädd rädsla! hotad hotfull kontroll tvinga tvång våld! slog! slagen strypt",
}
# The opposite, asked the other way round ("I felt safe"), and words that turn a sentence.
_SAFETY = (
    *("safe", "secure", "security", "protected", "sicher", "geborgen", "sécurité", "segur", "sicur", "veilig"),
    *("bezpiecz", "bezpeč", "güven", "trygg", "säker"),
)
_TURNED = frozenset(
    "not no never nicht kein keine nie pas jamais nunca non mai não niet geen ne değil inte".split()  # noqa: SIM905
)
_WHOLE = frozenset(word[:-1] for words in _WORDS.values() for word in words.split() if word.endswith("!"))
_BEGINNINGS = tuple({word for words in _WORDS.values() for word in words.split() if not word.endswith("!")})


def speaks_of_danger(*texts: str) -> bool:
    """Whether a name or label holds a word for fear, threat, control or harm; in names, words end at _ and capitals."""
    return any(word in _WHOLE or word.startswith(_BEGINNINGS) for text in texts for word in _words(text))


def suggested_order(*texts: str) -> Literal["better", "worse", ""]:
    """Whether more of what a name or label asks for is better (safety) or worse (danger); "" if none of them tells.

    A negation just before turns it round: "not safe" is worse, "not afraid" better.
    """
    for text in texts:
        words = _words(text)
        for at, word in enumerate(words):
            safe = word.startswith(_SAFETY)
            if safe or word in _WHOLE or word.startswith(_BEGINNINGS):
                turned = bool(_TURNED & set(words[max(at - 2, 0) : at]))
                return "better" if safe != turned else "worse"
    return ""


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", re.sub(r"(?<=[a-zß-ÿ])(?=[A-Z])", " ", text).lower())
